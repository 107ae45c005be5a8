// Made by `npm run types` from the migrated database. Not to be edited.

export type MakeRequestedLinks = {
  params: { taskIds: number[] | null }
  row: { taskId: number; failure: string | null }
}

export type SetAutopay = {
  params: { isOn: boolean | null; accountIds: number[] | null }
  row: { found: number }
}

export type SetContacts = {
  params: { webUserId: number | null; contacts: unknown | null }
  row: { outcome: string }
}

export type SetLanguage = {
  params: { tasks: unknown | null }
  row: { found: number }
}

export type SetNickname = {
  params: { tasks: unknown | null }
  row: { accountId: number; webUserId: number }
}

export type SetPaperless = {
  params: { tasks: unknown | null }
  row: { found: number }
}
