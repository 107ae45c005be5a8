import { termOf, wordsOf } from './fold.ts'
import { legalWords, organisationForms, particles, titles } from './word-lists.ts'

/** A part of a name as typed, and how else the index may have it. */
export type Unit = {
  written: string
  /** Terms that are this part exactly: itself, its short form in an organization, itself with what belongs to it. */
  forms: readonly string[]
  /** The LIKE pattern, if the part has a wildcard inside. */
  pattern: string | null
  /** A comma followed, so the part belongs to the surname. */
  isSurname: boolean
}

const shortForms = new Set(organisationForms.values())

/** The most parts of a name that are read. */
const mostUnits = 5

/**
 * Splits a typed name into its parts. Leaves out titles, generations and legal forms, unless nothing else is there, and joins
 * particles with the next part: 'Dr. Maria de la Cruz Jr.' is 'maria' and 'cruz' or 'delacruz'.
 */
export function unitsOf(name: string): Unit[] {
  const [before = '', after] = name.split(/,(.*)/s)
  const hasComma = after !== undefined && /[\p{L}\p{N}]/u.test(after) && /[\p{L}\p{N}]/u.test(before)
  const parts = hasComma
    ? [
        ...piecesOf(before).map((piece) => ({ piece, isSurname: true })),
        ...piecesOf(after ?? '').map((piece) => ({ piece, isSurname: false })),
      ]
    : piecesOf(name).map((piece) => ({ piece, isSurname: false }))
  const kept = atLeast(1, parts, ({ piece }) => !titles.has(piece.word))
  const telling = atLeast(2, kept, ({ piece }) => !legalWords.has(piece.word))
  const units: Unit[] = []
  let joined = ''
  for (const [at, { piece, isSurname }] of telling.entries()) {
    const { word, pattern } = piece
    // A single letter at the beginning is an initial: 'e rodriguez'. Only O' belongs to the next word.
    const isInitial = at === 0 && word.length === 1 && word !== 'o'
    if (pattern === null && particles.has(word) && !isInitial && at < telling.length - 1) {
      joined += word
      continue
    }
    const next = telling[at + 1]?.piece
    const forms = [word, organisationForms.get(word), joined === '' ? undefined : joined + word]
    if (next && !particles.has(next.word) && telling.length > 2 && pattern === null && next.pattern === null)
      forms.push(joined + word + next.word)
    // 'saint' is in an organization what it is before a place.
    units.push({ written: word, forms: distinct(forms), pattern, isSurname })
    joined = ''
  }
  const [only] = units
  const first = telling[0]?.piece.word ?? ''
  // 'st mary': the particle may be a word of its own, of an organization.
  if (units.length === 1 && only && telling.length > 1 && shortForms.has(first)) {
    return [
      {
        written: first,
        forms: distinct([first, organisationForms.get(first)]),
        pattern: null,
        isSurname: false,
      },
      only,
    ]
  }
  return units.slice(0, mostUnits)
}

type Piece = { word: string; pattern: string | null }

/** Returns the words of a text; a word with a wildcard inside also has a pattern. */
function piecesOf(text: string): Piece[] {
  return text.split(/[\s,]+/).flatMap((written): Piece[] => {
    const inside = written.replace(/^%+|%+$/g, '')
    if (!inside.includes('%')) return wordsOf(written).map((word) => ({ word: termOf(word), pattern: null }))
    const pieces = inside.split(/%+/).map((piece) => wordsOf(piece).join(''))
    return pieces[0] ? [{ word: pieces.join(''), pattern: `${pieces.join('%')}%` }] : []
  })
}

/** Removes the items that the test refuses, unless fewer than `least` would be left. */
function atLeast<T>(least: number, all: readonly T[], test: (one: T) => boolean): readonly T[] {
  const kept = all.filter(test)
  return kept.length >= least ? kept : all
}

const distinct = (words: readonly (string | undefined)[]) => [
  ...new Set(words.filter((word) => word !== undefined && word !== '').map((word) => termOf(word ?? ''))),
]
