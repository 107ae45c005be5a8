import { type TaskState, type TaskType, taskTypes } from '@porchlight/contract/task-types.ts'
import type { DemoRandom } from '../random.ts'
import type { StandsNow } from './stands-now.ts'

/** What a task asked for, and how much money is in it. */
export type Asked = { payload: Record<string, unknown>; cents?: number }

/** What the payload is made of. */
export type About = {
  line1: string
  line2: string
  city: string
  postalCode: string
  mobile: string
  guest: string
  /** A date ahead, `YYYY-MM-DD`. */
  soon: string
  balanceCents: number
  /** It is completed: what it asked for is what stands now. */
  isDone: boolean
  now: StandsNow
}

export type TaskKind = {
  states: readonly TaskState[]
  /** A CSR may do it for the customer, in a masquerade or on the desk. */
  byCsr: boolean
  asked(about: About, random: DemoRandom): Asked
  /** Whether it can be completed where this stands now; without, always. */
  fits?(now: StandsNow): boolean
}

const atOnce = ['completed'] as const
/** Of types that have no effect yet: nothing of them is ever completed, and they begin in no other state. */
const never = [] as const
const byUtility = ['pending', 'processing', 'error', 'completed', 'discarded'] as const
const onApproval = ['draft', 'awaiting-approval', 'completed', 'rejected', 'discarded'] as const
const onDate = ['draft', 'pending', 'scheduled', 'completed', 'discarded', 'error'] as const

const kind = (
  states: readonly TaskState[],
  byCsr: boolean,
  asked: TaskKind['asked'],
  fits?: TaskKind['fits'],
): TaskKind => ({ states, byCsr, asked, ...(fits && { fits }) })
const switched = (field: string): TaskKind['asked'] => {
  return (_, random) => {
    const after = random.chance(0.75)
    return { payload: { [field]: { before: !after, after } } }
  }
}
const account = (random: DemoRandom) => `•••• ${random.digits(4)}`

/** The states in which the demo has tasks of a type, and what they ask for. */
const declared: { [T in TaskType]?: TaskKind } = {
  'one-time-payment': kind(
    ['scheduled', 'error', 'completed', 'discarded', 'expired'],
    false,
    ({ balanceCents }) => ({
      payload: { payBy: 'card' },
      cents: balanceCents > 0 ? balanceCents : 5000,
    }),
  ),
  'autopay-enrol': kind(
    ['pending', 'completed', 'discarded'],
    false,
    (_, random) => ({
      payload: { bankAccount: account(random), drawn: 'on the due date' },
    }),
    ({ isAutopay }) => isAutopay,
  ),
  'autopay-change': kind(never, false, (_, random) => ({
    payload: { bankAccount: { before: account(random), after: account(random) } },
  })),
  'autopay-stop': kind(
    atOnce,
    false,
    () => ({ payload: { autopay: { before: true, after: false } } }),
    ({ isAutopay }) => !isAutopay,
  ),
  'bank-account-add': kind(['awaiting-verification', 'rejected', 'expired'], false, (_, random) => ({
    payload: { bankAccount: account(random), kind: 'checking' },
  })),
  'bank-account-remove': kind(never, false, (_, random) => ({ payload: { bankAccount: account(random) } })),
  'account-verification': kind(['completed', 'rejected', 'expired'], false, () => ({
    payload: { verifiedBy: 'postal-code' },
  })),
  'guest-invite': kind(
    ['awaiting-verification', 'discarded', 'expired', 'rejected'],
    false,
    ({ guest }, random) => ({ payload: { email: guest, role: random.pick(['viewer', 'payer', 'manager']) } }),
  ),
  'guest-role-change': kind(never, false, ({ guest }) => ({
    payload: { guest, role: { before: 'viewer', after: 'payer' } },
  })),
  'guest-remove': kind(atOnce, false, ({ guest }) => ({ payload: { guest } })),
  'service-start': kind(onDate, true, ({ line1, city, soon }) => ({
    payload: { address: `${line1}, ${city}`, services: 'electricity', startOn: soon },
  })),
  'service-add': kind(onApproval, true, ({ line1, soon }) => ({
    payload: { address: line1, service: 'water', startOn: soon },
  })),
  'service-stop': kind(onDate, true, ({ line1, soon }) => ({
    payload: { address: line1, stopOn: soon, reason: 'moving' },
  })),
  'service-transfer': kind(onDate, true, ({ line1, city, soon }, random) => ({
    payload: { from: line1, to: `${random.whole(100, 4999)} Walnut St, ${city}`, on: soon },
  })),
  'budget-billing': kind(onApproval, true, (_, random) => ({
    payload: { budgetBilling: { before: false, after: true } },
    cents: random.whole(60, 260) * 100,
  })),
  'payment-arrangement': kind(onApproval, true, ({ balanceCents }, random) => ({
    payload: { parts: random.whole(2, 6), first: 'with the next bill' },
    cents: Math.max(9000, balanceCents),
  })),
  'payment-extension': kind(onApproval, true, ({ soon }) => ({ payload: { payUntil: soon } })),
  'preferred-due-date': kind(['completed', 'discarded'], true, (_, random) => ({
    payload: { dayOfMonth: { before: random.whole(2, 14), after: random.whole(15, 28) } },
  })),
  paperless: kind(atOnce, true, ({ now: { isPaperless } }) => ({
    payload: { paperless: { before: !isPaperless, after: isPaperless } },
  })),
  'charity-round-up': kind(['completed', 'discarded'], true, switched('roundUp')),
  'meter-reading': kind(['awaiting-approval', 'completed', 'rejected'], true, (_, random) => ({
    payload: { reading: random.whole(10_000, 99_999), unit: 'kWh' },
  })),
  'outage-report': kind(byUtility, true, ({ line1 }, random) => ({
    payload: { address: line1, what: random.pick(['no power', 'flickering', 'wire down']) },
  })),
  appointment: kind(onDate, true, ({ soon }, random) => ({
    payload: { on: soon, slot: random.pick(['08:00-12:00', '12:00-16:00']), for: 'meter inspection' },
  })),
  'mailing-address': kind(atOnce, true, ({ line1, line2, city, postalCode }, random) => {
    const after = { line1, line2, city, region: 'CA', postalCode, country: 'US' }
    return { payload: { before: { ...after, line1: `${random.whole(100, 4999)} Walnut St` }, after } }
  }),
  'contact-details': kind(
    ['awaiting-approval', 'completed', 'rejected'],
    true,
    ({ mobile, isDone, now }) => ({
      payload: {
        mobile: isDone
          ? { before: mobile, after: now.mobile ?? mobile }
          : { before: now.mobile ?? null, after: mobile },
      },
    }),
    ({ mobile }) => mobile !== undefined,
  ),
  'notification-preferences': kind(atOnce, true, ({ now: { choices } }) => {
    const bill = choices['bill-ready']
    return {
      payload: { before: { ...choices, 'bill-ready': { ...bill, text: !bill.text } }, after: choices },
    }
  }),
  'login-change': kind(atOnce, false, () => ({ payload: { what: 'password' } })),
  nickname: kind(atOnce, true, ({ now: { nickname } }, random) => ({
    payload: {
      nickname: { before: nickname === '' ? random.pick(['Home', 'Rental']) : '', after: nickname },
    },
  })),
  language: kind(atOnce, true, ({ now: { locale } }) => ({
    payload: { language: { before: locale === 'en' ? 'es' : 'en', after: locale } },
  })),
  'leave-account': kind(never, false, () => ({ payload: { role: 'viewer', isPersonRemoved: true } })),
  'account-unlink': kind(atOnce, true, ({ guest }) => ({
    payload: { webUserName: guest, role: 'viewer', isPersonRemoved: true },
  })),
  'account-link-again': kind(
    atOnce,
    true,
    ({ now: { userName } }) => ({ payload: { webUserName: userName, isPersonRestored: false } }),
    ({ userName }) => userName !== '',
  ),
  'usage-upload': kind(never, true, (_, random) => ({
    payload: { file: 'green-button.xml', months: random.whole(1, 24) },
  })),
}

/** The task types of which the demo has something to show. */
export const demoTaskTypes = taskTypes.filter((type) => declared[type] !== undefined)

/** What the demo makes of each task type; a type that is not declared here is not in the demo. */
export const taskKinds = Object.fromEntries(
  taskTypes.map((type) => [type, declared[type] ?? kind(never, false, () => ({ payload: {} }))]),
) as Record<TaskType, TaskKind>
