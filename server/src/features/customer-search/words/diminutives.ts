/** Endings that sound alike: 'patty', 'pattie', 'patti', 'pattey', 'pattee'. After a consonant only: 'joey' is not 'joy'. */
const diminutive = /^([a-z]*[aeiouy][a-z]*[bcdfghjklmnpqrstvwxz])(?:y|ie|i|ey|ee)$/

/** Endings that are usual in official names, the commonest first. */
const endings = ['y', 'ie', 'i']

/** Pairs that are different names, not spellings of one. */
const distinct = new Set(['mary', 'marie'])

const stemOf = (name: string): string | null =>
  distinct.has(name) ? null : (diminutive.exec(name)?.[1] ?? null)

/** Returns a key that names share if they differ only in a diminutive ending. Such a key is not a name itself. */
export function keyOf(name: string): string {
  const stem = stemOf(name)
  return stem === null ? name : `${stem}-`
}

/** Returns the common spellings of a name with a diminutive ending; of any other name none. */
export function spellingsOf(name: string): string[] {
  const stem = stemOf(name)
  if (stem === null) return []
  return endings.map((ending) => stem + ending).filter((spelling) => !distinct.has(spelling))
}
