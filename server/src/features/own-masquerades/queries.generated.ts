// Made by `npm run types` from the migrated database. Not to be edited.

export type OwnMasquerades = {
  params: { csrId: string | null; before: number | null }
  row: { masqueradeId: string; userName: string; personId: number; personName: string; accountId: number; purposeKind: string; purposeReference: string; callerGrade: string; startedAt: Date; endedAt: Date | null; endCause: string | null; startedKey: number; isProtected: boolean; hasActed: boolean; changed: unknown; hasNote: boolean }
}
