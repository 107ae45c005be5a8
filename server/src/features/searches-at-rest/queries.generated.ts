// Made by `npm run types` from the migrated database. Not to be edited.

export type CountExported = {
  params: { csrId: string | null; persons: number[] | null }
  row: { fresh: number; others: number; most: number | null }
}

export type CountNamed = {
  params: { csrId: string | null; persons: number[] | null }
  row: { fresh: number; others: number; most: number | null }
}

export type DeleteOldOpenings = {
  params: {  }
  row: object
}

export type RestSearch = {
  params: { deskSessionId: number | null; csrId: string | null; ip: string | null; correlationId: string | null; families: string | null; termsHash: string | null; beginnings: number[] | null; hits: number | null; named: number[] | null; guess: number | null; guarded: number[] | null }
  row: { namedFresh: number; namedOthers: number; guessFresh: number; guessOthers: number; mostNamed: number | null; mostGuesses: number | null }
}

export type SettleRestedSearches = {
  params: {  }
  row: { written: number }
}
