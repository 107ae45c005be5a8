import { type TaskState, type TaskType, taskTypes } from '@porchlight/contract/task-types.ts'
import { taskTypes as declarations } from '@porchlight/server/features.ts'
import type { DemoRandom } from '../random.ts'
import { derivedKind } from './derived-kind.ts'
import type { TaskKind } from './task-kind.ts'

const atOnce = ['completed'] as const
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

/** The demo's tasks of these types: their states and payloads. Those of other types are derived. */
const told: { [T in TaskType]?: TaskKind } = {
  'one-time-payment': kind(['error', 'completed', 'discarded', 'expired'], false, ({ balanceCents }) => ({
    payload: { payBy: 'card' },
    cents: balanceCents > 0 ? balanceCents : 5000,
  })),
  'autopay-enrol': kind(
    atOnce,
    false,
    (_, random) => ({
      payload: { bankAccount: account(random), drawn: 'due-date' },
    }),
    ({ isAutopay }) => isAutopay,
  ),
  'autopay-stop': kind(
    atOnce,
    false,
    () => ({ payload: { autopay: { before: true, after: false } } }),
    ({ isAutopay }) => !isAutopay,
  ),
  // Others belong to bank accounts: cast-bank-accounts.ts adds those.
  'bank-account-add': kind(['rejected', 'expired'], false, (_, random) => ({
    payload: { bankAccount: account(random), kind: 'checking' },
  })),
  'account-verification': kind(['completed', 'rejected', 'expired'], false, () => ({
    payload: { verifiedBy: 'postal-code' },
  })),
  'guest-invite': kind(
    ['awaiting-verification', 'discarded', 'expired', 'rejected'],
    false,
    ({ guest }, random) => ({ payload: { email: guest, role: random.pick(['viewer', 'payer', 'manager']) } }),
  ),
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
  'payment-arrangement': kind(onApproval, true, ({ balanceCents, soon }, random) => ({
    payload: { parts: random.whole(2, 6), first: soon },
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
  // Refunds have rows of their own: rows/refunds.ts.
  'payment-refund': kind([], false, () => ({ payload: { refundCause: 'paid-twice' } })),
  // What a CSR prepares names a command and its exact body: only the product makes one.
  'prepared-change': kind([], true, () => ({
    payload: { command: 'changeMailingAddress', params: {}, body: {}, changes: [], note: '' },
  })),
  'login-change': kind(atOnce, false, () => ({ payload: { what: 'password' } })),
  nickname: kind(atOnce, true, ({ now: { nickname } }, random) => ({
    payload: {
      nickname: { before: nickname === '' ? random.pick(['Home', 'Rental']) : '', after: nickname },
    },
  })),
  language: kind(atOnce, true, ({ now: { locale } }) => ({
    payload: { language: { before: locale === 'en' ? 'es' : 'en', after: locale } },
  })),
  'account-unlink': kind(atOnce, true, ({ guest }) => ({
    payload: { webUserName: guest, role: 'viewer', isPersonRemoved: true },
  })),
  'account-link-again': kind(
    atOnce,
    true,
    ({ now: { userName } }) => ({ payload: { webUserName: userName, isPersonRestored: false } }),
    ({ userName }) => userName !== '',
  ),
}

/** What the demo makes of each task type. */
export const taskKinds = Object.fromEntries(
  taskTypes.map((type) => [type, told[type] ?? derivedKind(declarations[type])]),
) as Record<TaskType, TaskKind>
