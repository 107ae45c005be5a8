import { Fragment } from 'preact'

/** Shows an e-mail address or similar text. A line break can come only after a punctuation character, never in a word. */
export function Breakable({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?<=[@.\-_])/).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  )
}
