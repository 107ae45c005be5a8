// Made by `npm run types` from the migrated database. Not to be edited.

export type ApplyMoves = {
  params: { timeZone: string | null; moves: unknown | null }
  row: { taskId: number; version: number }
}

export type AssignTask = {
  params: { assignedTo: string | null; csrGroup: string | null; taskId: number | null; actor: string | null; reason: string | null }
  row: { version: number }
}

export type AssignableTo = {
  params: { csrId: string | null; csrGroup: string | null }
  row: { isKnown: boolean }
}

export type ChangeSince = {
  params: { taskId: number | null; position: number | null }
  row: { actor: string; reason: string; action: string | null; madeBy: string }
}

export type HoldTask = {
  params: { taskId: number | null }
  row: { taskId: number; taskType: string; state: string; isFinal: boolean; version: number; accountId: number | null; selfServiceUserId: number | null; csrId: string | null; preparedByCsrId: string | null; scheduledOn: string | null; amountCents: number | null; currency: string | null; attempts: number; isApplied: boolean; assignedCsrId: string | null; assignedCsrGroup: string | null }
}

export type InsertContacts = {
  params: { contacts: unknown | null }
  row: object
}

export type IsTold = {
  params: { taskId: number | null }
  row: { isTold: boolean }
}

export type NoteTask = {
  params: { taskId: number | null; actor: string | null; reason: string | null }
  row: { version: number }
}

export type RaiseToDo = {
  params: { role: string | null; subject: string | null; priority: number | null; accountId: number | null; taskId: number | null; messageId: number | null; failure: string | null }
  row: { isRaised: boolean }
}

export type ResendTaskMessage = {
  params: { taskId: number | null }
  row: { isSent: boolean }
}

export type SetTaskAmount = {
  params: { amountCents: number | null; taskId: number | null }
  row: object
}

export type SettleTaskToDos = {
  params: { taskIds: number[] | null }
  row: { settleTaskToDos: unknown }
}

export type TaskLineOf = {
  params: { taskId: number | null; position: number | null }
  row: { position: number; at: Date; state: string; actor: string; reason: string; action: string | null }
}

export type UtilityToday = {
  params: { timeZone: string | null }
  row: { today: string }
}
