// Made by `npm run types` from the migrated database. Not to be edited.

export type SettleAlert = {
  params: { csrId: string | null; toDoId: number | null }
  row: { accountId: number | null; subject: string }
}

export type UnsettledAlerts = {
  params: {  }
  row: { toDoId: number; at: Date; subject: string; csrId: string; csrName: string; accountId: number | null; reasonKind: string | null; reference: string | null }
}
