import { Fragment } from 'preact'

/** An e-mail address or the like, which breaks behind a sign and never within a word, where it has to break at all. */
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
