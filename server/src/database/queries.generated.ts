// Made by `npm run types` from the migrated database. Not to be edited.

export type CurrentTransaction = {
  params: {  }
  row: { transactionId: string | null }
}

export type PlanEachTime = {
  params: {  }
  row: { setConfig: string | null }
}

export type PlanOnce = {
  params: {  }
  row: { mode: string | null }
}

export type TransactionOutcome = {
  params: { transactionId: string | null; correlationId: string | null }
  row: { state: string | null; isRecorded: boolean }
}
