import type { CallerGrade } from '@porchlight/contract/caller-grades.ts'
import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { Account } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'
import { deskIp, madeUpUserAgent } from '../people/network.ts'
import { closedToken, type WebUser } from '../people/web-user.ts'
import type { DemoRandom, Weight } from '../random.ts'
import { addTask } from '../tasks/task.ts'
import { csrActor, masqueradeActor } from '../tasks/task-actor.ts'
import { RecordPage } from './record-page.ts'

const supervisor = 'ines.ferreira'
const csrs: readonly Weight<string>[] = [
  ['amara.okafor', 5],
  ['rosa.delgado', 4],
  ['omar.haddad', 4],
  ['tom.becker', 3],
  [supervisor, 1],
]
export const actingCsrs = ['amara.okafor', 'rosa.delgado', 'omar.haddad', 'ines.ferreira'] as const
/** Each way in which the demo's support visits end. */
export const ends = [
  ['banner', 66],
  ['desk', 12],
  ['time', 6],
  ['idle', 8],
  ['customer', 4],
  ['supervisor', 4],
] as const satisfies Weight<string>[]
type End = (typeof ends)[number][0]
const reads = ['overview', 'bill', 'usage', 'account-information', 'preferences'] as const
const changes = [
  ['mailing-address', 'mailing-address:change'],
  ['notification-preferences', 'preferences:change'],
] as const

function madeUpMasqueradeId(random: DemoRandom): string {
  let id = ''
  while (id.length < 26) id += random.pick([...'abcdefghijklmnopqrstuvwxyz234567'])
  return id
}

function madeUpPurpose(ctx: DemoContext, account: Account, taskId: number | undefined): [string, string] {
  const { random, ids } = ctx
  const { lastBill } = account.billed
  if (taskId !== undefined && random.chance(0.4)) return ['task', String(taskId)]
  if (lastBill && random.chance(0.15)) return ['dispute', `bill ${lastBill.billId}`]
  if (ids.count('to_dos') > 0 && random.chance(0.1))
    return ['to-do', String(random.whole(1, ids.count('to_dos')))]
  return ['call', `call ${random.digits(4)}-${random.digits(2)}`]
}

/** Who works on a task has no caller. Of the others every third read out a code. */
function gradeOf(purposeKind: string, masqueradeId: string): CallerGrade {
  if (purposeKind !== 'call' && purposeKind !== 'dispute') return 'none'
  return masqueradeId.charCodeAt(0) % 3 === 0 ? 'code' : 'attested'
}

/** Adds a support visit that has ended: its desk session, what it read, changed and was refused, on the record. */
export function addMasquerade(
  ctx: DemoContext,
  webUser: WebUser,
  account: Account,
  day: CalendarDay,
  aboutTask: number | undefined,
  chosen: { csrId?: string; end?: End } = {},
): void {
  const { random, rows, window } = ctx
  const csrId = chosen.csrId ?? random.weighted(csrs)
  const ip = deskIp(random)
  const deskSessionId = addDeskSession(ctx, csrId, ip, day)
  const masqueradeId = madeUpMasqueradeId(random)
  const start = random.whole(29_000, 58_000)
  const isActing = csrId !== 'tom.becker' && random.chance(0.55)
  const ended = chosen.end ?? random.weighted<End>(ends)
  // A supervisor ends her own visit at the desk, as every CSR does.
  const cause = ended === 'supervisor' && csrId === supervisor ? 'desk' : ended
  const length = cause === 'time' ? 1800 : cause === 'idle' ? 1100 : random.whole(90, 1500)
  const at = (after: number) => window.instant(day, start + after)
  const [purposeKind, purposeReference] = madeUpPurpose(ctx, account, aboutTask)
  const callerGrade = gradeOf(purposeKind, masqueradeId)
  rows.add(
    'masquerades',
    masqueradeId,
    csrId,
    deskSessionId,
    webUser.webUserId,
    account.accountId,
    purposeKind,
    purposeReference,
    0,
    'en',
    at(0),
    at(1800),
    900,
    ip,
    at(15),
    at(2),
    at(2),
    isActing ? 'act' : 'read',
    isActing ? at(40) : null,
    at(Math.min(length, 200)),
    at(length),
    cause,
    callerGrade,
  )
  if (callerGrade !== 'none')
    rows.add(
      'caller_verifications',
      csrId,
      webUser.webUserId,
      account.accountId,
      purposeKind,
      purposeReference,
      callerGrade,
      '{service-address,phone-on-file}',
      callerGrade === 'code' ? 'portal' : null,
      at(-45),
    )
  const page = new RecordPage(ctx, {
    csrId,
    webUserId: webUser.webUserId,
    accountId: account.accountId,
    masqueradeId,
    ip,
  })
  page.add('started', 'masquerade:start', at(0), {
    actorKind: 'csr',
    details: { callerGrade, isRepeated: false, promptVersion: 0, purposeKind },
  })
  page.add('arrived', 'masquerade:arrive', at(2))
  for (let step = 0; step < random.whole(1, 4); step += 1) {
    page.add('read', `${random.pick(reads)}:view`, at(5 + step * 8))
  }
  if (isActing) {
    const actor = masqueradeActor(
      csrActor(csrId, ip, deskSessionId),
      webUser,
      masqueradeId,
      account.accountId,
    )
    const [type, action] = random.pick(changes)
    page.add('changed', 'masquerade:act', at(40))
    const done = { type, state: 'completed', actor, account, day, onBehalfOf: webUser } as const
    const task = addTask(ctx, { ...done, seconds: start + 60 })
    page.add('changed', action, at(60), { taskId: task.taskId, correlationId: task.correlationId })
    addSupportNote(ctx, account, csrId, masqueradeId, task.taskId, at(length))
  } else if (random.chance(0.3)) {
    page.add('refused', 'mailing-address:change', at(45), { reason: 'masquerade-read-only' })
  }
  page.add('ended', 'masquerade:end', at(length), { reason: cause, ...endedBy(ctx, cause, webUser) })
}

/** Who ended a masquerade, as its row in the record names them. */
function endedBy({ random }: DemoContext, cause: End, webUser: WebUser) {
  switch (cause) {
    case 'banner':
      return {}
    case 'desk':
      return { actorKind: 'csr' } as const
    case 'supervisor': {
      const details = { givenReason: 'The caller could not prove who they are.' }
      return { actorKind: 'csr', csrId: supervisor, ip: deskIp(random), details } as const
    }
    case 'customer':
      return { actorKind: 'customer', csrId: null, ip: webUser.ip } as const
    default:
      return { actorKind: 'system', ip: null } as const
  }
}

function addDeskSession(ctx: DemoContext, csrId: string, ip: string, day: CalendarDay): number {
  const { ids, rows, random, window, options } = ctx
  const id = ids.next('desk_sessions')
  const start = random.whole(24_000, 28_000)
  rows.add(
    'desk_sessions',
    id,
    closedToken(options.encryptionKey, `desk session ${id}`),
    csrId,
    csrId === supervisor ? window.instant(day, start) : null,
    window.instant(day, start),
    window.instant(day, 61_000),
    window.instant(day, start + 36_000),
    window.instant(day, 61_500),
    ip,
    madeUpUserAgent(random),
  )
  return id
}

function addSupportNote(
  { rows, ids }: DemoContext,
  account: Account,
  csrId: string,
  masqueradeId: string,
  taskId: number,
  at: string,
): void {
  rows.add(
    'customer_contacts',
    ids.next('customer_contacts'),
    account.accountId,
    'support',
    'masquerade',
    'Made the change the customer asked for on the phone.',
    at,
    csrId,
    taskId,
    masqueradeId,
  )
}
