import { defaultChoices, type NotificationChoices } from '@porchlight/contract/preferences.ts'
import { finalStates, type TaskState, taskTypes } from '@porchlight/contract/task-types.ts'
import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { Account } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'
import { actingCsrs, addMasquerade } from '../masquerades/masquerade.ts'
import { deskIp } from '../people/network.ts'
import type { WebUser } from '../people/web-user.ts'
import type { DemoRandom, Weight } from '../random.ts'
import { standsNow } from './stands-now.ts'
import { addTask } from './task.ts'
import { csrActor, customerActor } from './task-actor.ts'
import { taskKinds } from './task-kinds.ts'
import { HISTORY_DAYS } from './task-timeline.ts'

const tasksEach: readonly Weight<number>[] = [
  [0, 40],
  [1, 28],
  [2, 18],
  [3, 10],
  [6, 4],
]

/** Returns a day on which a task that is in this state now may have been made. */
export function dayFor(random: DemoRandom, today: CalendarDay, state: TaskState): CalendarDay {
  const isFinal = finalStates.includes(state)
  return today - (isFinal ? random.whole(2, HISTORY_DAYS) : random.whole(1, state === 'draft' ? 8 : 4))
}

/** Picks one of a type's states; most often completed. */
function madeUpState(random: DemoRandom, states: readonly TaskState[]): TaskState {
  return states.includes('completed') && random.chance(0.7) ? 'completed' : random.pick(states)
}

/** Adds what a web user did in the portal lately, and what was done for them. */
export function addHistory(ctx: DemoContext, webUser: WebUser): void {
  const { random, window, rows } = ctx
  const link = webUser.links.find(({ isActive = true, role }) => isActive && role !== 'viewer')
  if (!link || !webUser.isActive) return
  const { account } = link
  if (random.chance(0.1)) {
    webUser.choices = madeUpChoices(random)
    rows.add(
      'notification_preferences',
      webUser.webUserId,
      account.accountId,
      JSON.stringify(webUser.choices),
    )
  }
  let aboutTask: number | undefined
  for (let count = random.weighted(tasksEach); count > 0; count -= 1) {
    const isByCsr = random.chance(0.12)
    const types = taskTypes.filter(
      (type) => taskKinds[type].states.length > 0 && (!isByCsr || taskKinds[type].byCsr),
    )
    const type = random.pick(types)
    const state = madeUpState(random, taskKinds[type].states)
    if (state === 'completed' && taskKinds[type].fits?.(standsNow(account, webUser)) === false) continue
    // Payments that were made have their tasks from the payments themselves.
    if (type === 'one-time-payment' && state === 'completed') continue
    const actor = isByCsr ? csrActor(random.pick(actingCsrs), deskIp(random)) : customerActor(webUser)
    const day = dayFor(random, window.today, state)
    const made = addTask(ctx, { type, state, actor, account, day, onBehalfOf: webUser })
    aboutTask = made.taskId
  }
  if (!webUser.person.isProtected && random.chance(0.06)) {
    addMasquerade(ctx, webUser, account, window.today - random.whole(1, 80), aboutTask)
  }
}

function madeUpChoices(random: DemoRandom): NotificationChoices {
  return { ...defaultChoices, 'bill-ready': { email: true, text: random.chance(0.5) } }
}

const notes: readonly (readonly [contactClass: string, type: string, note: string])[] = [
  ['billing', 'question', 'Asked why the bill was higher than last month; explained the second tier.'],
  ['billing', 'payment', 'Asked when a payment by check would be booked.'],
  ['service', 'meter', 'Meter could not be reached: a dog in the yard.'],
  ['service', 'outage', 'Reported lights flickering; crew found a loose neutral.'],
  ['general', 'contact', 'New telephone number taken.'],
  ['complaint', 'service', 'Complained about the time an appointment took.'],
]

/** Adds, for some accounts, a call that left no task. */
export function maybeContact({ random, rows, ids, window }: DemoContext, account: Account): void {
  if (!random.chance(0.12)) return
  const [contactClass, type, note] = random.pick(notes)
  rows.add(
    'customer_contacts',
    ids.next('customer_contacts'),
    account.accountId,
    contactClass,
    type,
    note,
    window.instant(window.today - random.whole(1, 500), random.whole(29_000, 61_000)),
    random.pick([...actingCsrs, 'grace.lim']),
    null,
    null,
  )
}
