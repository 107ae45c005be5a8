// Made by `npm run types` from the migrated database. Not to be edited.

export type EndProgram = {
  params: { today: string | null; accountId: number | null; program: string | null; version: number | null }
  row: { version: number }
}

export type ProgramRows = {
  params: { timeZone: string | null; accountId: number | null }
  row: { status: string; today: string; bills: unknown; rows: unknown }
}

export type ProgramSettingRows = {
  params: { locale: string | null; names: string[] | null }
  row: { setting: string; value: unknown }
}

export type RecordProgramEnded = {
  params: { accountId: number | null; program: string | null; terms: unknown | null; today: string | null; version: number | null }
  row: { version: number }
}

export type SaveProgram = {
  params: { accountId: number | null; program: string | null; terms: unknown | null; today: string | null; version: number | null }
  row: { version: number }
}

export type SetPaperless = {
  params: { tasks: unknown | null }
  row: { accountId: number }
}

export type SwitchPaperless = {
  params: { isOn: boolean | null; accountId: number | null }
  row: object
}
