/** The ids that a request names, from its parameters and body. */
export type Named = {
  accountId?: number
  webUserId?: number
  masqueradeId?: string
  /** The one task that is read: a query's filters name none. */
  taskId?: number
  personIdentifierId?: number
  toDoId?: number
}
