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

/** What a mailed key is good for. */
export type MailedKeyPurpose = 'password-reset' | 'email-confirmation' | 'take-off'

/** A web user on an account. */
export type WebUserSubject = {
  isActive: boolean
  isEmailConfirmed: boolean
  /** The account-person row is of the type that is reserved for self-service: it can be adopted. */
  isReserved: boolean
}

/** Every id that a decision can be about. */
export type Ids = {
  accountId: number
  webUserId: number
  personId: number
  personIdentifierId: number
  taskId: number
  toDoId: number
  masqueradeId: string
}

/** What a decision is about. Loaded by `load-subject.ts` in the same transaction as the change. */
export type Subject = Partial<Ids> & {
  /** The active link between the actor's customer and the account. */
  link?: { role: string; rights: readonly string[]; isHolder: boolean } | undefined
  /** The target of a masquerade that is to be started. */
  target?: { isAvailable: boolean } | undefined
  /** The customer that a CSR opens; explained where it is not protected, or opened for a further reason that still counts. */
  customer?:
    | {
        accountId: number
        isProtected: boolean
        isExplained: boolean
        /** The CSR is a person on the account. */
        isOwn: boolean
      }
    | undefined
  /** The web user that a CSR does something for, linked to the account. */
  webUser?: WebUserSubject | undefined
  openings?: readonly Opening[] | undefined
  /** A to do of a role that the CSR's groups work; undefined for any other. */
  toDo?: { role: string; aboutCsrId?: string | null } | undefined
  /** An alert that nobody has settled. */
  alert?: { aboutCsrId: string } | undefined
  /** An existing masquerade. */
  masquerade?: { csrId: string; webUserId: number } | undefined
  /** A mailed key that was used just now: what it is good for, and whose it is. */
  mailedKey?: { purpose: MailedKeyPurpose; webUserId: number } | undefined
}
