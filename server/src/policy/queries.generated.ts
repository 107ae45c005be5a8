// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountToOpen = {
  params: { csrId: string | null; taskId: number | null; webUserId: number | null }
  row: { accountId: number | null }
}

export type AlertSubject = {
  params: { toDoId: number | null }
  row: { accountId: number | null; aboutCsrId: string | null }
}

export type CallerTarget = {
  params: { webUserId: number | null; deskSessionId: number | null; accountId: number | null }
  row: { isAvailable: boolean }
}

export type CustomerSubject = {
  params: { csrId: string | null; deskSessionId: number | null; accountId: number | null }
  row: { isProtected: boolean; isExplained: boolean; isOwn: boolean }
}

export type LinkAhead = {
  params: { webUserId: number | null; accountId: number | null }
  row: { role: string; rights: string[]; isHolder: boolean }
}

export type LinkOf = {
  params: { accountId: number | null; webUserId: number | null }
  row: { role: string; rights: string[]; isHolder: boolean }
}

export type MasqueradeSubject = {
  params: { masqueradeId: string | null }
  row: { csrId: string; webUserId: number; accountId: number }
}

export type MasqueradeTarget = {
  params: { webUserId: number | null; accountId: number | null }
  row: { isAvailable: boolean }
}

export type OpeningsOf = {
  params: { setting: string | null; csrId: string | null; what: string | null; id: number | null }
  row: { isOpen: boolean; others: number; most: number | null }
}

export type StaffProposalSubject = {
  params: { proposalId: number | null }
  row: { proposedBy: string }
}

export type TaskCustomers = {
  params: { taskIds: number[] | null; csrId: string | null; deskSessionId: number | null }
  row: { taskId: number; accountId: number; isProtected: boolean; isExplained: boolean; isOwn: boolean }
}

export type ToDoSubject = {
  params: { toDoId: number | null; csrId: string | null }
  row: { accountId: number | null; role: string; aboutCsrId: string | null }
}

export type UnexplainedAccount = {
  params: { personId: number | null; accountId: number | null; deskSessionId: number | null }
  row: { accountId: number }
}

export type WebUserSubjectRow = {
  params: { webUserId: number | null; accountId: number | null }
  row: { isActive: boolean; isEmailConfirmed: boolean; isReserved: boolean }
}
