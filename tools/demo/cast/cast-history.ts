import { type TaskState, type TaskType, taskTypes } from '@porchlight/contract/task-types.ts'
import type { Account } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'
import { addMasquerade, ends } from '../masquerades/masquerade.ts'
import type { Made } from '../people/household.ts'
import { deskIp, madeUpIp } from '../people/network.ts'
import type { WebUser } from '../people/web-user.ts'
import { dayFor } from '../tasks/history.ts'
import { standsNow } from '../tasks/stands-now.ts'
import { addTask } from '../tasks/task.ts'
import { csrActor, customerActor } from '../tasks/task-actor.ts'
import { taskKinds } from '../tasks/task-kinds.ts'

/**
 * Adds tasks of every type in every state that occurs, on the cast's accounts. Some are made by a CSR at the desk, by visitors or by the
 * system, or prepared by a CSR for the customer's approval. Adds support visits to the cast, too.
 */
export function addCastHistory(ctx: DemoContext, made: Made): void {
  const { random, window } = ctx
  const held = made.webUsers.filter(({ person }) => !person.isProtected).flatMap(accountHeld)
  let next = 0
  const someone = () => {
    const one = held[next++ % held.length]
    if (!one) throw new RangeError('the cast has no accounts')
    return one
  }
  /** A person whose current data match a completed task of this type. */
  const fitting = (type: TaskType, state: TaskState) => {
    const { fits } = taskKinds[type]
    for (let tries = 0; tries < held.length; tries += 1) {
      const one = someone()
      if (state !== 'completed' || (fits?.(standsNow(one.account, one.webUser)) ?? true)) return one
    }
    throw new RangeError(`a ${type} task is ${state} for nobody of the cast`)
  }
  for (const type of taskTypes) {
    for (const state of taskKinds[type].states) {
      const { webUser, account } = fitting(type, state)
      // A payment that was made belongs to a payment: addPayments made those.
      if (type === 'one-time-payment' && state === 'completed') continue
      const day = dayFor(random, window.today, state)
      addTask(ctx, { type, state, actor: customerActor(webUser), account, day, onBehalfOf: webUser })
    }
  }
  const isMade = (type: TaskType) => taskKinds[type].byCsr && taskKinds[type].states.includes('completed')
  for (const type of taskTypes.filter(isMade)) {
    const { webUser, account } = fitting(type, 'completed')
    const actor = csrActor('amara.okafor', deskIp(random))
    const state = 'completed'
    addTask(ctx, {
      type,
      state,
      actor,
      account,
      day: dayFor(random, window.today, state),
      onBehalfOf: webUser,
    })
  }
  addByVisitors(ctx)
  addBySystem(ctx, fitting('autopay-stop', 'completed'))
  const { webUser, account } = someone()
  addTask(ctx, {
    type: 'payment-arrangement',
    state: 'awaiting-approval',
    actor: customerActor(webUser),
    account,
    day: window.today - 1,
    preparedBy: 'amara.okafor',
  })
  addLinkRequest(ctx, made)
  for (const [nth, one] of held.slice(0, 9).entries()) {
    const csrId = random.pick(['amara.okafor', 'rosa.delgado', 'omar.haddad'])
    const [end] = ends[nth % ends.length] ?? ends[0]
    addMasquerade(ctx, one.webUser, one.account, window.today - random.whole(1, 60), undefined, {
      csrId,
      end,
    })
  }
  const [maria] = held
  if (!maria) return
  addMasquerade(ctx, maria.webUser, maria.account, window.today - 1, undefined, { csrId: 'tom.becker' })
  addMasquerade(ctx, maria.webUser, maria.account, window.today - 9, undefined, { csrId: 'amara.okafor' })
}

function accountHeld(webUser: WebUser): { webUser: WebUser; account: Account }[] {
  const link = webUser.links.find(({ role }) => role !== 'viewer')
  return link ? [{ webUser, account: link.account }] : []
}

/** Pat, a stranger to David, asks to see David's account. He approves or declines. */
function addLinkRequest(ctx: DemoContext, made: Made): void {
  const [pat, david] = (['p.property', 'd.okonkwo'] as const).map((userName) =>
    made.webUsers.find((one) => one.userName === userName),
  )
  const account = david?.links[0]?.account
  if (!pat || !account) return
  const paperless = { type: 'paperless', state: 'completed', day: ctx.window.today - 40 } as const
  addTask(ctx, { ...paperless, actor: customerActor(david), account })
  const actor = customerActor(pat)
  const day = ctx.window.today - 1
  const waiting = {
    type: 'account-verification',
    state: 'awaiting-approval',
    isAskedElsewhere: true,
  } as const
  addTask(ctx, { ...waiting, actor, account, day })
}

/** Adds the requests of visitors who are not signed in. */
function addByVisitors(ctx: DemoContext): void {
  const { random, window } = ctx
  const types: readonly TaskType[] = ['service-start', 'outage-report', 'service-start', 'outage-report']
  for (const type of types) {
    const actor = { kind: 'visitor', ip: madeUpIp(random) } as const
    const state = random.pick(['pending', 'completed'] as const)
    addTask(ctx, { type, state, actor, account: undefined, day: dayFor(random, window.today, state) })
  }
}

/** Adds a task that the system made because of another: with that task's four fields, and `system` in the log. */
function addBySystem(ctx: DemoContext, { webUser, account }: { webUser: WebUser; account: Account }): void {
  const day = ctx.window.today - 6
  const actor = customerActor(webUser)
  const origin = addTask(ctx, { type: 'service-stop', state: 'completed', actor, account, day })
  const caused = { type: 'autopay-stop', state: 'completed', actor, account, day } as const
  addTask(ctx, { ...caused, seconds: origin.seconds + 120, originatingTaskId: origin.taskId })
}
