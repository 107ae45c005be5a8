/** Renders a text with its matching parts marked. Ignores case and accents. */
export function Marked({ text, parts }: { text: string; parts: readonly string[] }) {
  return (
    <>{split(text, parts).map((piece, index) => (index % 2 ? <mark key={index}>{piece}</mark> : piece))}</>
  )
}

/** Fast path: most texts are ASCII, and a list has three hundred rows with several texts each. */
const isAscii = /^\p{ASCII}*$/u

/** Removes case and accents, one character for one, so that offsets in the result are offsets in the text. */
export const plain = (text: string) =>
  isAscii.test(text)
    ? text.toLowerCase()
    : Array.from(text, (sign) => sign.normalize('NFD').charAt(0).toLowerCase()).join('')

const isLetter = /[\p{L}\p{N}]/u

/** Returns the offsets of a part in a text: at the beginnings of words, or anywhere if no word begins with it. */
function placesOf(part: string, within: string): number[] {
  const places: number[] = []
  for (let at = within.indexOf(part); at >= 0; at = within.indexOf(part, at + part.length)) places.push(at)
  const beginnings = places.filter((at) => !isLetter.test(within.charAt(at - 1)))
  return beginnings.length > 0 ? beginnings : places
}

/** Splits a text at its matches. Pieces at odd indexes are matches. */
export function split(text: string, parts: readonly string[]): string[] {
  const signs = Array.from(text)
  const within = plain(text)
  const isMarked = signs.map(() => false)
  for (const part of parts.map((one) => plain(one.trim())).filter(Boolean))
    for (const at of placesOf(part, within)) isMarked.fill(true, at, at + part.length)
  const pieces = ['']
  for (const [index, sign] of signs.entries()) {
    if (isMarked[index] !== (pieces.length % 2 === 0)) pieces.push('')
    pieces[pieces.length - 1] += sign
  }
  return pieces
}
