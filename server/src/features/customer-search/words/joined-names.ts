/** A text in the scripts of languages that are written without spaces, or with spaces only between the parts of a name. */
const isUnspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々 ]+$/u

/** The most characters of such a surname: 司馬, 남궁, 佐々木, 長谷川. */
const mostInSurname = 3
/** The most characters of such a full name. */
const mostInName = 8

/**
 * Returns how else a full name in Chinese, Japanese or Korean characters may be stored: '田中健' as '田中 健', '田 中健' or '健 田中', and
 * '田中 健' as '田中健'. Returns nothing for any other text.
 */
export function nameReadings(name: string): string[] {
  if (!isUnspaced.test(name)) return []
  const characters = [...name.replaceAll(' ', '')]
  if (name.includes(' ')) return [characters.join('')]
  if (characters.length < 2 || characters.length > mostInName) return []
  const places = Array.from({ length: Math.min(mostInSurname, characters.length - 1) }, (_, at) => at + 1)
  const cuts = new Set([...places, ...places.map((at) => characters.length - at)])
  return [...cuts].map((at) => `${characters.slice(0, at).join('')} ${characters.slice(at).join('')}`)
}
