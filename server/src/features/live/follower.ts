import type { LiveChange, LiveKind } from '@porchlight/contract/live.ts'
import type { Csr } from '#policy/actor.ts'
import { allows } from '#policy/decide.ts'
import { permissionsFrom } from '#sessions/identify.ts'
import type { GuardedNotice } from './guard-rows.ts'
import type { NoticeRow } from './notice.ts'
import type { FollowerByToken } from './queries.generated.ts'

/** A CSR with an open stream, and the CSR's permissions, which are read again at each heartbeat. */
export type Follower = {
  csr: Csr
  /** To-do roles that some group handles. */
  handledToDoRoles: readonly string[]
  /** Those of them whose to-dos the CSR sees. */
  seenToDoRoles: readonly string[]
  /** Whether the CSR sees the to-dos of roles that no group handles. */
  seesOtherToDoRoles: boolean
}

const may = (csr: Csr, action: 'task:view' | 'to-do:view' | 'alert:view' | 'account:view') =>
  allows(csr, action, {})

const isAlert = ([, , role]: NoticeRow) => role === 'security-officer'

/** Reads what the SQL function `sees_to_do_role` answered for each role, as the list of to-dos does. */
const seesToDo = (
  { handledToDoRoles, seenToDoRoles, seesOtherToDoRoles }: Follower,
  role: string,
): boolean => (handledToDoRoles.includes(role) ? seenToDoRoles.includes(role) : seesOtherToDoRoles)

/** Returns whether the CSR may be told the numbers of protected accounts. Others get the row's key alone. */
const mayNameProtected = (csr: Csr) =>
  allows(csr, 'account:open-protected', {
    customer: { accountId: 0, isProtected: true, isExplained: false, isOwn: false },
  })

/** Returns the changes of a notice that the follower may read. The policy decides, as it does for the reads themselves. */
export function changesFor(follower: Follower, notice: GuardedNotice): LiveChange[] {
  const { kind, rows, protectedAccounts } = notice
  const { csr } = follower
  const isNamed = mayNameProtected(csr)
  /** The rows that pass, as they are sent. Undefined if none does; null if the notice lists none because there were too many. */
  const passing = (passes: (row: NoticeRow) => boolean): LiveChange['rows'] | undefined => {
    if (rows === null) return null
    const passed = rows.filter(passes).map(([id, accountId]) => {
      const isHidden = accountId !== null && !isNamed && protectedAccounts.has(accountId)
      return [id, isHidden ? null : accountId] as const
    })
    return passed.length > 0 ? passed : undefined
  }
  const changes = (as: LiveKind, mayRead: boolean, passes: (row: NoticeRow) => boolean): LiveChange[] => {
    const passed = mayRead ? passing(passes) : undefined
    return passed === undefined ? [] : [{ kind: as, rows: passed }]
  }
  switch (kind) {
    case 'self-service-task':
      return changes(kind, may(csr, 'task:view') || may(csr, 'account:view'), () => true)
    case 'customer-contact':
      return changes(kind, may(csr, 'account:view'), () => true)
    case 'masquerade': {
      const reviews = allows(csr, 'masquerade:review', {})
      return changes(kind, true, ([, , csrId]) => reviews || csrId === csr.csrId)
    }
    case 'masquerade-step':
      return changes(kind, allows(csr, 'masquerade:review', {}), () => true)
    case 'to-do':
      return [
        ...changes(
          'to-do',
          may(csr, 'to-do:view'),
          (row) => !isAlert(row) && seesToDo(follower, row[2] ?? ''),
        ),
        ...changes('alert', may(csr, 'alert:view'), isAlert),
      ]
  }
}

/** Returns the follower of a live desk session. */
export function followerOfSession(row: FollowerByToken['row'], ip: string): Follower {
  const { permissions, seenToDoRoles, handledToDoRoles, seesOtherToDoRoles, ...csr } = row
  return {
    csr: { kind: 'csr', ...csr, permissions: permissionsFrom(permissions), ip },
    seenToDoRoles,
    handledToDoRoles,
    seesOtherToDoRoles,
  }
}
