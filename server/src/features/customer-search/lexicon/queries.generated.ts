// Made by `npm run types` from the migrated database. Not to be edited.

export type KnownWords = {
  params: { kinds: string[] | null; terms: string[] | null; beginnings: string[] | null; misspelled: string[] | null; most: number | null; mostAlike: number | null }
  row: { at: number; term: string; hits: number }
}

export type SimilarWords = {
  params: { kinds: string[] | null; terms: string[] | null; most: number | null }
  row: { at: number; term: string; hits: number }
}

export type WordsLike = {
  params: { kinds: string[] | null; patterns: string[] | null; beginnings: string[] | null; most: number | null }
  row: { at: number; term: string; hits: number }
}
