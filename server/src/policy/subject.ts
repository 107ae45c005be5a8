/** Something that counts against a limit of the CSR who opens it. */
export type Opening = {
  what: 'customer' | 'identifier'
  id: number
  /** Opened by the same CSR within the hour: it costs nothing more. */
  isOpen: boolean
  /** How many others the CSR opened within the hour. */
  others: number
  most: number
}

/** What a decision is about. Loaded by `load-subject.ts` in the same transaction as the change. */
export type Subject = {
  accountId?: number
  /** The active link between the actor's customer and the account. */
  link?: { role: string; rights: readonly string[] } | undefined
  /** The target of a masquerade that is to be started. */
  target?: { isAvailable: boolean } | undefined
  /** The customer that a CSR opens; explained where it is not protected, or opened for a further reason that still counts. */
  customer?: { accountId: number; isProtected: boolean; isExplained: boolean } | undefined
  openings?: readonly Opening[] | undefined
  /** An existing masquerade. */
  masquerade?: { csrId: string; webUserId: number } | undefined
}
