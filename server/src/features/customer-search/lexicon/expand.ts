import type { Sql } from '#database/sql.ts'
import { rarityCost } from '../find/costs.ts'
import { beginningsOf, type Likeness, likenessOf, similarFormsOf, type Typed } from '../find/likeness.ts'
import { knownWords, similarWords, wordsLike } from './queries.ts'

/** A word of the index that a typed part may mean. */
export type Word = Likeness & { term: string; hits: number }

/** The words for a typed part, the likeliest first. */
export type WordsFor = (part: Typed) => readonly Word[]

/** The most words for one part. More are noise. */
const mostBeginnings = 24
const mostSimilar = 32
/** The database counts swapped letters as two edits, so more words are read, and sorted here. */
const mostAlike = 120
/** The most longer words for a typed word that is a word itself: it is seldom the beginning of another. */
const mostBeyond = 6

/**
 * Returns the words of the index that each typed part can mean: itself, its nicknames, longer words that begin with it, words
 * that fit its wildcard; if there are none, words with a similar spelling. Takes one round trip.
 * @param likely parts for which words with a similar spelling are worth a look-up
 */
export async function knownFor(
  sql: Sql,
  all: readonly Typed[],
  likely: readonly Typed[] = all,
): Promise<WordsFor> {
  const parts = distinct(all)
  const meant = new Set(likely.map(keyOf))
  const plain = parts.flatMap((typed, part) => {
    const { kind, forms, loose, nicknames, pattern } = typed
    if (pattern !== null) return []
    const beginnings = new Set(beginningsOf(typed).filter(({ length }) => length > 2 || kind !== 'name'))
    const alike = meant.has(keyOf(typed)) ? similarFormsOf(typed) : []
    const misspelled = new Set(alike.filter(({ length }) => length > 2))
    return [...forms, ...loose, ...nicknames].map((term) => ({
      kind,
      term,
      part,
      beginning: beginnings.has(term) ? term : '',
      misspelled: misspelled.has(term) ? term : '',
    }))
  })
  const patterned = parts.flatMap(({ kind, pattern }, part) =>
    pattern === null ? [] : [{ kind, pattern, part }],
  )
  const [exactOrLonger, like] = await Promise.all([
    plain.length === 0
      ? []
      : knownWords(sql, {
          kinds: plain.map(({ kind }) => kind),
          terms: plain.map(({ term }) => term),
          beginnings: plain.map(({ beginning }) => beginning),
          misspelled: plain.map(({ misspelled }) => misspelled),
          most: mostBeginnings,
          mostAlike,
        }),
    patterned.length === 0
      ? []
      : wordsLike(sql, {
          kinds: patterned.map(({ kind }) => kind),
          patterns: patterned.map(({ pattern }) => pattern),
          beginnings: patterned.map(({ pattern }) => pattern.replace(/%.*$/, '')),
          most: mostSimilar * 3,
        }),
  ])
  return inOrder(parts, [
    ...exactOrLonger.map((row) => ({ ...row, part: plain[row.at - 1]?.part })),
    ...like.map((row) => ({ ...row, part: patterned[row.at - 1]?.part })),
  ])
}

/** Returns the words within two edits of what was typed. */
export async function similarFor(sql: Sql, all: readonly Typed[]): Promise<WordsFor> {
  const parts = distinct(all)
  const similarForms = parts.flatMap((typed, part) => {
    const forms = typed.pattern === null ? similarFormsOf(typed) : []
    return forms.flatMap((term) => (term.length > 2 ? [{ kind: typed.kind, term, part }] : []))
  })
  if (similarForms.length === 0) return () => []
  const rows = await similarWords(sql, {
    kinds: similarForms.map(({ kind }) => kind),
    terms: similarForms.map(({ term }) => term),
    most: mostAlike,
  })
  return inOrder(
    parts,
    rows.map((row) => ({ ...row, part: similarForms[row.at - 1]?.part })),
  )
}

type Row = { part: number | undefined; term: string; hits: number }

/** Returns each part's words with their costs. A word that many people have costs a little less. */
function inOrder(parts: readonly Typed[], rows: readonly Row[]): WordsFor {
  const wordsByPart = new Map<string, Word[]>(parts.map((part) => [keyOf(part), []]))
  for (const { part = -1, term, hits } of rows) {
    const typed = parts[part]
    const likeness = typed && likenessOf(typed, term)
    const words = typed && wordsByPart.get(keyOf(typed))
    if (likeness && words && !words.some((word) => word.term === term))
      words.push({ term, hits, ...likeness, cost: likeness.cost + rarityCost(hits) })
  }
  for (const words of wordsByPart.values()) words.sort((a, b) => a.cost - b.cost)
  return (part) => wordsByPart.get(keyOf(part)) ?? []
}

/** Returns whether the index has the typed word itself, or a longer word that begins with it. */
export const isWord = (words: readonly Word[]): boolean => words.some(({ how }) => how !== 'similar')

/** Returns the typed forms, then the likeliest words: few longer ones where the lexicon has the typed form itself. */
export function ownAnd(part: Typed, exactOrLonger: readonly Word[], similar: readonly Word[]): Word[] {
  const isKnown = exactOrLonger.some(({ how }) => how === 'exact')
  let beyond = 0
  const likely = exactOrLonger.filter(
    ({ how }) => part.mayGoOn || !isKnown || how !== 'beginning' || beyond++ < mostBeyond,
  )
  const alike = similar
    .filter(({ term }) => !likely.some((word) => word.term === term))
    .sort((a, b) => worthOf(a) - worthOf(b))
    .slice(0, part.kind === 'name' ? mostAlike : mostSimilar)
  const all = [...likely, ...alike]
  const own = part.pattern === null ? part.forms.filter((form) => !all.some(({ term }) => term === form)) : []
  const unknown = own.map(
    (term): Word => ({ term, hits: 0, how: 'exact', ...likenessOf(part, term), cost: rarityCost(0) }),
  )
  return [...all, ...unknown].sort((a, b) => a.cost - b.cost)
}

/** Orders words by what a search for them is worth: the nearest first, and among equally near ones the most frequent. */
const worthOf = ({ cost, hits }: Word) => cost + 4 * rarityCost(hits)

const keyOf = ({ kind, forms, pattern }: Typed) => `${kind} ${pattern ?? ''} ${forms.join(' ')}`

const distinct = (parts: readonly Typed[]): Typed[] => [
  ...new Map(parts.map((part) => [keyOf(part), part])).values(),
]
