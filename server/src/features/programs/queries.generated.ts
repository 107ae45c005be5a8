// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountPrograms = {
  params: { programs: string[] | null; accountId: number | null }
  row: { program: string; state: string | null; terms: unknown; changedOn: string | null; endedOn: string | null; taskId: number | null; madeBy: string | null; askedAt: Date | null }
}

export type ActiveAgreements = {
  params: { timeZone: string | null; after: number | null; most: number | null }
  row: { accountProgramId: number; program: string; terms: unknown; version: number; today: string; graceDays: unknown; paidCents: number }
}

export type AskerOf = {
  params: { accountId: number | null; program: string | null }
  row: { taskId: number; email: string; locale: string; displayName: string | null }
}

export type BudgetsToSettle = {
  params: { timeZone: string | null; most: number | null }
  row: { accountProgramId: number; accountId: number; startedOn: string; terms: unknown; version: number; currency: string; isClosed: boolean; bills: unknown }
}

export type EndProgram = {
  params: { today: string | null; accountId: number | null; program: string | null; version: number | null }
  row: { version: number }
}

export type EnrollAccounts = {
  params: { given: unknown | null; program: string | null }
  row: object
}

export type FinishPrograms = {
  params: { ended: unknown | null }
  row: { accountId: number; program: string; state: string }
}

export type ProgramRows = {
  params: { locale: string | null; names: string[] | null; timeZone: string | null; accountId: number | null }
  row: { status: string; isPaperless: boolean; today: string; lastPaymentId: number | null; payments: unknown; settings: unknown; bills: unknown; rows: unknown }
}

export type RecordProgramEnded = {
  params: { accountId: number | null; program: string | null; terms: unknown | null; today: string | null; version: number | null }
  row: { version: number }
}

export type RenewBudget = {
  params: { accountId: number | null; terms: unknown | null; until: string | null; newVersion: number | null }
  row: object
}

export type RequestsToEnroll = {
  params: { firstDays: number | null; program: string | null; about: unknown | null; timeZone: string | null }
  row: { taskId: number; accountId: number; balanceCents: number; today: string; lastPaymentId: number | null; firstDays: number; isActive: boolean; hasOther: boolean; email: string | null; locale: string | null; displayName: string | null }
}

export type SaveProgram = {
  params: { accountId: number | null; program: string | null; terms: unknown | null; today: string | null; version: number | null }
  row: { version: number }
}

export type SetPaperless = {
  params: { tasks: unknown | null }
  row: { accountId: number }
}

export type SettleBudget = {
  params: { terms: unknown | null; until: string | null; accountProgramId: number | null; version: number | null }
  row: { accountId: number }
}

export type SwitchPaperless = {
  params: { isOn: boolean | null; accountId: number | null }
  row: object
}
