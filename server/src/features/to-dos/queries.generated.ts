// Made by `npm run types` from the migrated database. Not to be edited.

export type AssignToDo = {
  params: { assignedTo: string | null; toDoId: number | null }
  row: { version: number }
}

export type AssigneesOf = {
  params: { toDoId: number | null }
  row: { csrId: string; name: string }
}

export type CompleteToDo = {
  params: { csrId: string | null; note: string | null; toDoId: number | null }
  row: { version: number }
}

export type CountToDos = {
  params: { csrId: string | null; roles: string[] | null }
  row: { mine: number; unassigned: number }
}

export type LockedToDo = {
  params: { toDoId: number | null }
  row: { toDoId: number; subject: string; accountId: number | null; taskId: number | null; assignedTo: string | null; completedBy: string | null; completedAt: Date | null; version: number }
}

export type RolesSeen = {
  params: { csrId: string | null }
  row: { role: string }
}

export type ToDosDone = {
  params: { roles: string[] | null; priority: number | null; accountId: number | null; taskId: number | null; assigned: string | null; csrId: string | null; after: number | null }
  row: { toDoId: number; role: string; subject: string; priority: number; createdAt: Date; accountId: number | null; customerPersonId: number | null; customerName: string | null; taskId: number | null; taskType: string | null; taskState: string | null; outgoingMessageId: number | null; messageFailure: string | null; assignedCsrId: string | null; assignedName: string | null; completedAt: Date | null; completedBy: string | null; note: string | null; version: number; aboutCsrId: string | null; isProtected: boolean }
}

export type ToDosInTurn = {
  params: { roles: string[] | null; priority: number | null; accountId: number | null; taskId: number | null; assigned: string | null; csrId: string | null; after: number | null }
  row: { toDoId: number; role: string; subject: string; priority: number; createdAt: Date; accountId: number | null; customerPersonId: number | null; customerName: string | null; taskId: number | null; taskType: string | null; taskState: string | null; outgoingMessageId: number | null; messageFailure: string | null; assignedCsrId: string | null; assignedName: string | null; completedAt: Date | null; completedBy: string | null; note: string | null; version: number; aboutCsrId: string | null; isProtected: boolean }
}

export type ToDosOf = {
  params: { taskId: number | null; accountId: number | null; csrId: string | null }
  row: { toDoId: number; role: string; subject: string; priority: number; createdAt: Date; accountId: number | null; customerPersonId: number | null; customerName: string | null; taskId: number | null; taskType: string | null; taskState: string | null; outgoingMessageId: number | null; messageFailure: string | null; assignedCsrId: string | null; assignedName: string | null; completedAt: Date | null; completedBy: string | null; note: string | null; version: number; aboutCsrId: string | null; isProtected: boolean }
}
