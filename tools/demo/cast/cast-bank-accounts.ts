import { sealValue } from '@porchlight/server/encryption/sealed-value.ts'
import { bankAccountHash } from '@porchlight/server/features/bank-accounts/bank-account-hash.ts'
import type { Account } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'
import { dateText } from '../demo-window.ts'
import type { Made } from '../people/household.ts'
import { madeUpUuid } from '../people/network.ts'
import type { WebUser } from '../people/web-user.ts'
import { addTask } from '../tasks/task.ts'
import { customerActor } from '../tasks/task-actor.ts'
import type { DemoUserName } from './cast.ts'

type DemoBankAccount = {
  owner: DemoUserName
  nickname: string
  kind: 'checking' | 'savings'
  number: string
  isDefault: boolean
  isVerified: boolean
}

/** A routing number of the demo's bank; its check digit is right. */
const routingNumber = '122199983'

/** Maria's second one waits for its deposits: the bank of the demo shows them. */
const bankAccounts: readonly DemoBankAccount[] = [
  {
    owner: 'm.alvarez',
    nickname: 'Household',
    kind: 'checking',
    number: '000123456789',
    isDefault: true,
    isVerified: true,
  },
  {
    owner: 'm.alvarez',
    nickname: '',
    kind: 'savings',
    number: '000987652210',
    isDefault: false,
    isVerified: false,
  },
  {
    owner: 'd.okonkwo',
    nickname: '',
    kind: 'checking',
    number: '4410023377',
    isDefault: true,
    isVerified: true,
  },
  {
    owner: 'l.nguyen',
    nickname: 'Rent account',
    kind: 'checking',
    number: '7700112288',
    isDefault: true,
    isVerified: true,
  },
]

/** Adds bank accounts of the cast, and the deposits that one of them waits for. */
export function addCastBankAccounts(ctx: DemoContext, made: Made): void {
  const { rows, ids, window, options, random } = ctx
  for (const { owner, nickname, kind, number, isDefault, isVerified } of bankAccounts) {
    const webUser = made.webUsers.find(({ userName }) => userName === owner)
    const account = webUser?.links[0]?.account
    if (!webUser || !account) throw new RangeError(`${owner} has no account`)
    const maskedNumber = `•••• ${number.slice(-4)}`
    const day = isVerified ? window.today - random.whole(30, 80) : window.today - 1 - 1
    const { taskId, at } = addTask(ctx, {
      type: 'bank-account-add',
      state: isVerified ? 'completed' : 'awaiting-verification',
      actor: customerActor(webUser),
      account,
      day,
      payload: { bankAccount: maskedNumber, kind },
    })
    const bankAccountId = ids.next('bank_accounts')
    rows.add(
      'bank_accounts',
      bankAccountId,
      webUser.webUserId,
      taskId,
      kind,
      routingNumber,
      sealValue(options.encryptionKey, number),
      bankAccountHash(options.encryptionKey, routingNumber, number),
      maskedNumber,
      nickname,
      isDefault,
      at,
      isVerified ? at : null,
    )
    if (isVerified && owner === 'm.alvarez')
      addScheduledPayment(ctx, { webUser, account, bankAccountId, maskedNumber })
    if (isVerified && owner === 'l.nguyen')
      addAutopay(ctx, {
        webUser,
        account: webUser.links.at(-1)?.account ?? account,
        bankAccountId,
        maskedNumber,
      })
    if (isVerified) continue
    // The worker sends them when the demo starts.
    for (const part of [1, 2])
      rows.add(
        'bank_transfers',
        ids.next('bank_transfers'),
        'deposit',
        bankAccountId,
        taskId,
        part,
        random.whole(1, 49) + (part - 1) * 50,
        'USD',
        madeUpUuid(random),
        'waiting',
        at,
      )
  }
}

type Planned = { webUser: WebUser; account: Account; bankAccountId: number; maskedNumber: string }

/** The landlord's last account is paid automatically, on the due date of each bill. */
function addAutopay(ctx: DemoContext, { webUser, account, bankAccountId, maskedNumber }: Planned): void {
  const { rows, ids, window } = ctx
  const day = window.today - 20
  const { taskId } = addTask(ctx, {
    type: 'autopay-enrol',
    state: 'completed',
    actor: customerActor(webUser),
    account,
    day,
    payload: { bankAccount: maskedNumber, drawn: 'due-date' },
  })
  rows.add(
    'autopays',
    ids.next('autopays'),
    account.accountId,
    webUser.webUserId,
    bankAccountId,
    maskedNumber,
    null,
    25_000,
    1,
    taskId,
    dateText(day),
    1,
  )
}

/** Maria pays a part of her bill next week. */
function addScheduledPayment(
  ctx: DemoContext,
  { webUser, account, bankAccountId, maskedNumber }: Planned,
): void {
  const { rows, ids, window, random } = ctx
  const cents = 4_000
  const { taskId, at } = addTask(ctx, {
    type: 'one-time-payment',
    state: 'scheduled',
    actor: customerActor(webUser),
    account,
    day: window.today - 1,
    payload: { payBy: 'bank', bankAccount: maskedNumber, termsVersion: 1 },
    cents,
  })
  rows.add(
    'bank_transfers',
    ids.next('bank_transfers'),
    'payment',
    bankAccountId,
    taskId,
    1,
    cents,
    'USD',
    madeUpUuid(random),
    'waiting',
    at,
  )
}
