/** Keeps one part of a text, such as a number, on one line. Returns the text unchanged if it does not contain the part. */
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
