/** What a decision is about. Loaded by `load-subject.ts` in the same transaction as the change. */
export type Subject = {
  accountId?: number
  /** The active link between the actor's customer and the account. */
  link?: { role: string; rights: readonly string[] } | undefined
  /** The target of a masquerade that is to be started. */
  target?: { isAvailable: boolean } | undefined
  /** An existing masquerade. */
  masquerade?: { csrId: string; webUserId: number } | undefined
}
