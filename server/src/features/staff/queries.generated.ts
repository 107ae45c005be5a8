// Made by `npm run types` from the migrated database. Not to be edited.

export type ChangeCsr = {
  params: { memberId: string | null; isActive: boolean | null; groups: unknown | null; by: unknown | null }
  row: { effect: unknown }
}

export type LockStaff = {
  params: {  }
  row: { lockStaff: unknown }
}

export type StaffState = {
  params: { kind: string | null; subject: string | null }
  row: { state: unknown; version: number | null }
}
