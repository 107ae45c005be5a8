// Made by `npm run types` from the migrated database. Not to be edited.

export type DeleteOldSums = {
  params: {  }
  row: object
}

export type SumBatch = {
  params: { timeZone: string | null; from: number | null; to: number | null }
  row: object
}

export type SumsByCsr = {
  params: { from: string | null; beforeFrom: string | null; to: string | null }
  row: { csrId: string; name: string | null; count: number; before: number; changes: number; refusals: number; masquerades: number; customers: number }
}

export type SumsByCustomer = {
  params: { from: string | null; to: string | null }
  row: { accountId: number; csrs: number; lines: number; personId: number | null; personName: string | null; isProtected: boolean }
}

export type SumsByName = {
  params: { from: string | null; beforeFrom: string | null; to: string | null; sumKind: string | null }
  row: { name: string; count: number; before: number }
}

export type SumsByStep = {
  params: { beforeFrom: string | null; stepDays: number | null; to: string | null; events: string[] | null }
  row: { step: number; count: number }
}
