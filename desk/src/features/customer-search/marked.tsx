/** A text with the parts that matched marked. Case and accents do not count. */
export function Marked({ text, parts }: { text: string; parts: readonly string[] }) {
  return (
    <>{split(text, parts).map((piece, index) => (index % 2 ? <mark key={index}>{piece}</mark> : piece))}</>
  )
}

/** Most texts: each row has several, and there are three hundred rows. */
const isAscii = /^\p{ASCII}*$/u

/** Without case and accents: one sign for one sign, so that places in the plain text are places in the text itself. */
export const plain = (text: string) =>
  isAscii.test(text)
    ? text.toLowerCase()
    : Array.from(text, (sign) => sign.normalize('NFD').charAt(0).toLowerCase()).join('')

const isLetter = /[\p{L}\p{N}]/u

/** Where a part stands in a text: at the beginnings of words; only where there are none, anywhere. */
function placesOf(part: string, within: string): number[] {
  const places: number[] = []
  for (let at = within.indexOf(part); at >= 0; at = within.indexOf(part, at + part.length)) places.push(at)
  const beginnings = places.filter((at) => !isLetter.test(within.charAt(at - 1)))
  return beginnings.length > 0 ? beginnings : places
}

/** Cuts a text at what matched: pieces at odd places are matches. */
export function split(text: string, parts: readonly string[]): string[] {
  const signs = Array.from(text)
  const within = plain(text)
  const isMarked = signs.map(() => false)
  for (const part of parts.map((found) => plain(found.trim())).filter(Boolean))
    for (const at of placesOf(part, within)) isMarked.fill(true, at, at + part.length)
  const pieces = ['']
  for (const [index, sign] of signs.entries()) {
    if (isMarked[index] !== (pieces.length % 2 === 0)) pieces.push('')
    pieces[pieces.length - 1] += sign
  }
  return pieces
}
