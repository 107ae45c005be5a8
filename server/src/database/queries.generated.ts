// Made by `npm run types` from the migrated database. Not to be edited.

export type PlanEachTime = {
  params: {  }
  row: { setConfig: string | null }
}

export type PlanOnce = {
  params: {  }
  row: { mode: string | null }
}
