import type { LiveChange, LiveKind } from '@porchlight/contract/live.ts'
import type { Csr } from '#policy/actor.ts'
import { allows } from '#policy/decide.ts'
import type { GuardedNotice } from './guard-rows.ts'
import type { NoticeRow } from './notice.ts'

/** A CSR who follows what changes, with what they may do: read again at each beat. */
export type Follower = {
  csr: Csr
  /** Roles whose to dos a group of theirs works. */
  ownToDoRoles: readonly string[]
  /** Roles that any group works: the others fall to whoever may assign. */
  givenToDoRoles: readonly string[]
}

const may = (csr: Csr, action: 'task:view' | 'to-do:view' | 'alert:view' | 'account:view') =>
  allows(csr, action, {})

const isAlert = ([, , role]: NoticeRow) => role === 'security-officer'

/** As `sees_to_do_role` of the database: what the list shows is what its followers hear of. */
const seesToDo = ({ csr, ownToDoRoles, givenToDoRoles }: Follower, role: string): boolean =>
  ownToDoRoles.includes(role) ||
  (!givenToDoRoles.includes(role) && allows(csr, 'to-do:assign', { toDo: { role } }))

/** Who could not open a protected account is not told its number, either: the row is named by its key alone. */
const mayNameProtected = (csr: Csr) =>
  allows(csr, 'account:open-protected', {
    customer: { accountId: 0, isProtected: true, isExplained: false, isOwn: false },
  })

/** What a follower hears of a notice: what they could read themselves. The policy decides, as it does when they do read it. */
export function heardBy(follower: Follower, notice: GuardedNotice): LiveChange[] {
  const { kind, rows, protectedAccounts } = notice
  const { csr } = follower
  const isNamed = mayNameProtected(csr)
  /** The rows that pass, as they are sent. Undefined where none does, null where there were too many to name. */
  const only = (passes: (row: NoticeRow) => boolean): LiveChange['rows'] | undefined => {
    if (rows === null) return null
    const passed = rows.filter(passes).map(([id, accountId]) => {
      const isHidden = accountId !== null && !isNamed && protectedAccounts.has(accountId)
      return [id, isHidden ? null : accountId] as const
    })
    return passed.length > 0 ? passed : undefined
  }
  const told = (as: LiveKind, mayHear: boolean, passes: (row: NoticeRow) => boolean): LiveChange[] => {
    const passed = mayHear ? only(passes) : undefined
    return passed === undefined ? [] : [{ kind: as, rows: passed }]
  }
  switch (kind) {
    case 'self-service-task':
      return told(kind, may(csr, 'task:view') || may(csr, 'account:view'), () => true)
    case 'customer-contact':
      return told(kind, may(csr, 'account:view'), () => true)
    case 'masquerade': {
      const reviews = allows(csr, 'masquerade:review', {})
      return told(kind, true, ([, , csrId]) => reviews || csrId === csr.csrId)
    }
    case 'to-do':
      return [
        ...told('to-do', may(csr, 'to-do:view'), (row) => !isAlert(row) && seesToDo(follower, row[2] ?? '')),
        ...told('alert', may(csr, 'alert:view'), isAlert),
      ]
  }
}
