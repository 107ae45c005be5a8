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

export type SettleRestedSearches = {
  params: {  }
  row: { written: number }
}
