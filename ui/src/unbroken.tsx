/** A text of which one part, such as a number, is never broken over two lines. Returns the text as it is where the part is missing. */
export function Unbroken({ text, part }: { text: string; part: string }) {
  const at = text.indexOf(part)
  if (at < 0) return <>{text}</>
  return (
    <>
      {text.slice(0, at)}
      <span class="no-break">{part}</span>
      {text.slice(at + part.length)}
    </>
  )
}
