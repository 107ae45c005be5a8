// Made by `npm run types` from the migrated database. Not to be edited.

export type ClaimAlerts = {
  params: { most: number | null }
  row: { subject: string; csrId: string | null; csrName: string | null; accountId: number | null; recipient: unknown }
}

export type SettleAlert = {
  params: { csrId: string | null; reason: string | null; toDoId: number | null }
  row: { accountId: number | null; subject: string }
}

export type SettledAlerts = {
  params: { csrId: string | null; before: number | null }
  row: { toDoId: number; at: Date; subject: string; csrId: string | null; csrName: string | null; accountId: number | null; settledAt: Date; settledBy: string | null; reason: string | null }
}

export type UnsettledAlerts = {
  params: {  }
  row: { toDoId: number; at: Date; subject: string; csrId: string | null; csrName: string | null; accountId: number | null; reasonKind: string | null; reference: string | null }
}
