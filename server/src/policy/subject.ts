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
export type MailedKeyPurpose =
  | 'password-reset'
  | 'email-confirmation'
  | 'take-off'
  | 'guest-invite'
  | 'notice-off'
  | 'registration'

/** A web user on an account. */
export type WebUserSubject = {
  isActive: boolean
  isEmailConfirmed: boolean
  /** The account-person row is of the type that is reserved for self-service: it can be adopted. */
  isReserved: boolean
}

/** A to-do of a role that the CSR's groups work. */
export type ToDoSubject = {
  role: string
  aboutCsrId?: string | null
  /** The assignee; null for an unassigned to-do. */
  assignedTo?: string | null
  isDone?: boolean
}

/** What a move of a task's lifecycle requires (`requires` in tasks/lifecycle/lifecycles.ts). */
export type TaskRequirement = 'not-told' | 'effect-made'

/** A self-service task, as its row is now. */
export type TaskSubject = {
  /** The CSR who made the task, at the desk or in a masquerade. */
  csrId: string | null
  preparedByCsrId: string | null
  /** What the move that the action makes requires. */
  requires?: readonly TaskRequirement[]
  /** The customer information system (CIS) is being told of the task. */
  isTold?: boolean
  /** The task's effect is made, or the utility makes it. */
  isEffectMade?: boolean
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
  /** A session of the customer, on one device. */
  customerSessionId: number
  /** The web user that a holder takes off an account. `webUserId` is the holder. */
  guestId: number
  unlinkId: number
  savedViewId: number
  /** What autopay does about one bill. */
  autopayRunId: number
  /** A bank account of the web user. */
  bankAccountId: number
  runId: number
  legalHoldId: number
  /** Read access of a third party to an account's data. */
  dataGrantId: number
  /** A bearer token of a SCIM client. */
  tokenId: number
  /** The member of staff whom a change is about. `csrId` is the CSR who makes it. */
  memberId: string
  csrGroup: string
  proposalId: number
}

/** What a decision is about. Loaded by `load-subject.ts` in the same transaction as the change. */
export type Subject = Partial<Ids> & {
  /** The active link between the actor's customer and the account. */
  link?: { role: string; rights: readonly string[]; isHolder: boolean } | undefined
  /** The target of a masquerade that is to be started, or of a caller's verification. */
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
  /** A web user whom a holder removes from the account. Removable as the database's `may_take_off` says. */
  guest?: { isRemovable: boolean } | undefined
  openings?: readonly Opening[] | undefined
  /** Undefined for a to-do of a role that the CSR's groups do not work. */
  toDo?: ToDoSubject | undefined
  /** The task that is acted on. */
  task?: TaskSubject | undefined
  /** An alert that nobody has settled. */
  alert?: { aboutCsrId: string | null } | undefined
  /** A proposed change of staff, groups or the utility's switches. */
  staffProposal?: { proposedBy: string } | undefined
  /** An existing masquerade. */
  masquerade?: { csrId: string; webUserId: number } | undefined
  /** A mailed key that was used just now: what it is good for, and whose it is. */
  mailedKey?: { purpose: MailedKeyPurpose; webUserId: number } | undefined
}
