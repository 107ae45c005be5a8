import type { Sql } from '#database/sql.ts'
import { rarityCost } from './costs.ts'
import { beginningsOf, type Likeness, likenessOf, type Typed } from './likeness.ts'
import { knownWords, similarWords, wordsLike } from './queries.ts'

/** A word of the index that may be meant by what was typed. */
export type Word = Likeness & { term: string }

/** The words for each part that was typed, the likeliest first. */
export type Words = readonly (readonly Word[])[]

/** More words than these of one part are noise. */
const mostBeginnings = 24
const mostSimilar = 32

/**
 * The words of the index that what was typed stands for: itself, its nicknames, what begins with it, what a wildcard inside
 * fits. One round trip (two with wildcards).
 */
export async function knownFor(sql: Sql, parts: readonly Typed[]): Promise<Words> {
  const plain = parts.flatMap((typed, part) => {
    const { kind, forms, nicknames, pattern } = typed
    if (pattern !== null) return []
    const beginnings = new Set(beginningsOf(typed).filter(({ length }) => length > 2 || kind !== 'name'))
    return [...forms, ...nicknames].map((term) => ({
      kind,
      term,
      part,
      beginning: beginnings.has(term) ? term : '',
    }))
  })
  const patterned = parts.flatMap(({ kind, pattern }, part) =>
    pattern === null ? [] : [{ kind, pattern, part }],
  )
  const [known, like] = await Promise.all([
    plain.length === 0
      ? []
      : knownWords(sql, {
          kinds: plain.map(({ kind }) => kind),
          terms: plain.map(({ term }) => term),
          beginnings: plain.map(({ beginning }) => beginning),
          most: mostBeginnings,
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
    ...known.map((row) => ({ ...row, part: plain[row.at - 1]?.part })),
    ...like.map((row) => ({ ...row, part: patterned[row.at - 1]?.part })),
  ])
}

/** The words within two edits of what was typed. */
export async function similarFor(sql: Sql, parts: readonly Typed[]): Promise<Words> {
  const asked = parts.flatMap(({ kind, forms, pattern }, part) =>
    // The first is what was written; of two words as one the slip may be in either.
    pattern === null
      ? forms.slice(0, 2).flatMap((term) => (term.length > 2 ? [{ kind, term, part }] : []))
      : [],
  )
  if (asked.length === 0) return parts.map(() => [])
  const rows = await similarWords(sql, {
    kinds: asked.map(({ kind }) => kind),
    terms: asked.map(({ term }) => term),
    most: mostSimilar,
  })
  return inOrder(
    parts,
    rows.map((row) => ({ ...row, part: asked[row.at - 1]?.part })),
  )
}

type Row = { part: number | undefined; term: string; hits: number }

/** Each part's words at their cost, where many people have a word a little less. */
function inOrder(parts: readonly Typed[], rows: readonly Row[]): Words {
  // What was typed is looked for whether the lexicon knows it or not.
  const found = parts.map(
    (typed) =>
      new Map(
        typed.pattern === null
          ? typed.forms.map((term): [string, Word] => [
              term,
              { term, cost: rarityCost(0), how: 'exact', ...likenessOf(typed, term) },
            ])
          : [],
      ),
  )
  for (const { part = -1, term, hits } of rows) {
    const typed = parts[part]
    const likeness = typed && likenessOf(typed, term)
    if (likeness) found[part]?.set(term, { term, ...likeness, cost: likeness.cost + rarityCost(hits) })
  }
  return found.map((words) => [...words.values()].sort((a, b) => a.cost - b.cost))
}

/** The words of both for each part. */
export function together(first: Words, second: Words): Words {
  return first.map((words, at) => {
    const known = new Set(words.map(({ term }) => term))
    return [...words, ...(second[at] ?? []).filter(({ term }) => !known.has(term))].sort(
      (a, b) => a.cost - b.cost,
    )
  })
}
