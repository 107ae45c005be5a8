import { costs } from '../find/costs.ts'
import { wordsOf } from '../words/fold.ts'
import { legalWords, titles } from '../words/word-lists.ts'

const forms: Record<string, string> = {
  company: 'co',
  corporation: 'corp',
  incorporated: 'inc',
  limited: 'ltd',
}
const short = (word: string) => forms[word] ?? word

/**
 * Returns the cost of a shown name beside its matched words: for each word that was not typed, so that Davis comes before
 * Anderson-Davis; for another form of organization than the typed one; and if another name of the person matched.
 * @param typed the typed words of the name
 * @param answered whether the shown name is the one that matched
 * @param isFirm whether the name is an organization's
 */
export function leftoverCost(
  shown: string,
  typed: readonly string[],
  answered: boolean,
  isFirm: boolean,
): number {
  if (typed.length === 0) return 0
  if (!answered) return costs.alias
  const words = wordsOf(shown).map(short)
  const typedWords = typed.map(short)
  const has = new Set(words)
  const telling = words.filter((word) => word.length > 1 && !legalWords.has(word) && !titles.has(word))
  const more = Math.max(0, telling.length - typedWords.filter((word) => !legalWords.has(word)).length)
  const otherForm = typedWords.filter((word) => legalWords.has(word) && !has.has(word)).length
  const own = words.filter((word) => legalWords.has(word) && !typedWords.includes(word)).length
  return (more + otherForm) * (isFirm ? costs.moreOfFirm : costs.more) + own * costs.more * 0.25
}
