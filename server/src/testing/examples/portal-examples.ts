import { randomBytes } from 'node:crypto'
import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { generateSync } from 'otplib'
import type { Pool } from '#database/sql.ts'
import { tellOfLinks } from '#features/account-links/tell-of-links.ts'
import { newAddress } from '#features/masquerade/masquerade.fixture.ts'
import {
  bankPaymentBody,
  type PaymentApp,
  startPayment,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import { hashToken, mailedKey } from '#sessions/token.ts'
import { addBill } from '../add-bill.ts'
import { servicePointOf } from '../add-usage.ts'
import { testEncryptionKey } from '../cluster.ts'
import { town, townPassword } from '../small-town.ts'
import { account, type ExampleName, type Examples, john, newPassword, newSignIn, olgasBill } from './scene.ts'

const other = { accountId: town.otherAccount as number }

/** Schedules a payment of Maria for next week. */
async function plan(app: PaymentApp, owner: Pool) {
  await clearBankAccounts(owner)
  await app.aWeekLater()
  await app.owe(town.mariaAccount, 20_000)
  const body = await bankPaymentBody(app, await verifiedBankAccount(app), 5_000, 7)
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.makeBankPayment({ params: account, body })
  return { ...body, taskId }
}

/** Removes the bank accounts of examples before, and the count of them. */
async function clearBankAccounts(owner: Pool) {
  await owner`UPDATE self_service_tasks SET state = 'discarded' WHERE task_type = 'one-time-payment' AND state IN ('scheduled', 'pending')`
  await owner`UPDATE bank_accounts SET removed_at = now(), number_encrypted = NULL, number_hash = NULL, is_default = false
    WHERE removed_at IS NULL`
  await owner`DELETE FROM attempts`
}

/** Adds a bill to the account, and returns the parameters that lead to it. */
async function aBill(owner: Pool) {
  const bill = { ...account, billDate: '2026-01-05', dueDate: '2026-01-26', chargesCents: 5_000 }
  return { ...account, billId: await addBill(owner, bill) }
}

/** A request of each endpoint of the portal, of the masquerade's view and of the payment page. */
export const portalExamples = {
  signIn: {
    by: 'visitor',
    input: () => ({ body: { userName: 'o.petrova', password: townPassword } }),
  },
  finishSignIn: {
    by: 'visitor',
    input: async ({ app, addSecondFactor }, sender) => {
      const code = await addSecondFactor(town.john)
      await app.owner`UPDATE web_users SET is_active = true WHERE web_user_id = ${town.john}`
      await sender.api.signIn({ body: { userName: 'j.smith', password: townPassword } })
      return { body: { code } }
    },
  },
  readSecondFactor: { by: 'maria', input: () => ({}) },
  turnOnSecondFactor: {
    by: 'maria',
    input: async ({ owner, restorePassword }, sender) => {
      await restorePassword(town.maria)
      await owner`UPDATE web_user_credentials SET totp_sealed = NULL, totp_since = NULL WHERE web_user_id = ${town.maria}`
      const { setUp } = await sender.api.readSecondFactor()
      return { body: { currentPassword: townPassword, code: generateSync({ secret: setUp?.secret ?? '' }) } }
    },
  },
  turnOffSecondFactor: {
    by: 'maria',
    input: async ({ addSecondFactor }) => {
      await addSecondFactor(town.maria)
      return { body: { currentPassword: townPassword } }
    },
  },
  renewRecoveryCodes: {
    by: 'maria',
    input: async ({ addSecondFactor }) => {
      await addSecondFactor(town.maria)
      return { body: { currentPassword: townPassword } }
    },
  },
  requestPasswordReset: { by: 'visitor', input: () => ({ body: { userName: 'o.petrova' } }) },
  requestRegistration: {
    by: 'visitor',
    input: () => ({ body: { email: 'new.person@example.com', locale: 'en' } }),
  },
  register: {
    by: 'visitor',
    input: async ({ addRegistration }) => ({ body: { ...newSignIn, key: await addRegistration() } }),
  },
  resetPassword: {
    by: 'visitor',
    input: async ({ app, restoreJohn, mailedKey }) => {
      await restoreJohn()
      await (await app.asCsr('amara.okafor')).api.sendPasswordReset({ params: john })
      return { body: { key: await mailedKey(), newPassword, repeatedPassword: newPassword } }
    },
  },
  confirmEmail: {
    by: 'visitor',
    input: async ({ app, owner, restoreJohn, mailedKey }) => {
      await restoreJohn()
      await owner`UPDATE web_users SET email_confirmed_at = NULL WHERE web_user_id = ${town.john}`
      await (await app.asCsr('amara.okafor')).api.resendConfirmation({ params: john })
      return { body: { key: await mailedKey() } }
    },
  },
  takeOffByMail: {
    by: 'visitor',
    input: async ({ app, askOlga, mailedKey }) => {
      await askOlga()
      const signal = new AbortController().signal
      await tellOfLinks.run({ pool: app.database.worker, installation: app.installation, signal })
      return { body: { key: await mailedKey() } }
    },
  },
  stopNotice: {
    by: 'visitor',
    input: async ({ owner }) => {
      const nonce = randomBytes(8).toString('hex')
      const key = mailedKey(testEncryptionKey, nonce)
      await owner`DELETE FROM notification_preferences`
      await owner`INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, account_id, stops)
        VALUES ('notice-off', ${town.maria}, 'm.alvarez@example.com', ${nonce}, ${hashToken(key)}, current_instant(),
          current_instant() + interval '1 day', ${town.mariaAccount}, 'bill-ready.email')`
      return { body: { key } }
    },
  },
  readPortalContext: { by: 'maria', input: () => ({}) },
  readSupportCodes: { by: 'maria', input: () => ({}) },
  listOwnPreparedChanges: { by: 'maria', input: () => ({}) },
  readOwnPreparedChange: {
    by: 'maria',
    input: async (scene) => ({ params: { taskId: await scene.prepareChange() } }),
  },
  approvePreparedChange: {
    by: 'maria',
    input: async (scene) => ({ params: { taskId: await scene.prepareChange() }, body: { version: 1 } }),
  },
  declinePreparedChange: {
    by: 'maria',
    input: async (scene) => ({
      params: { taskId: await scene.prepareChange() },
      body: { version: 1, reason: 'I did not ask for it' },
    }),
  },
  signOut: { by: 'maria', input: () => ({}) },
  listBalances: { by: 'maria', input: () => ({}) },
  readOverview: { by: 'maria', input: () => ({ params: account }) },
  listRequests: { by: 'maria', input: () => ({ params: account, query: {} }) },
  readRequest: {
    by: 'maria',
    input: async ({ addTask }) => ({ params: { ...account, taskId: await addTask('paperless', 'pending') } }),
  },
  listBills: { by: 'maria', input: () => ({ params: account, query: {} }) },
  readBill: { by: 'maria', input: async ({ owner }) => ({ params: await aBill(owner) }) },
  readBillDocument: { by: 'maria', input: async ({ owner }) => ({ params: await aBill(owner) }) },
  exportBills: { by: 'maria', input: () => ({ params: account, query: {} }) },
  readPrograms: { by: 'maria', input: () => ({ params: account }) },
  changePaperless: {
    by: 'maria',
    input: async ({ leavePrograms }) => ({
      params: await leavePrograms(),
      body: { terms: { paperToo: true }, version: 0 },
    }),
  },
  changePreferredDueDate: {
    by: 'maria',
    input: async ({ leavePrograms }) => ({
      params: await leavePrograms(),
      body: { terms: { dayOfMonth: 15 }, version: 0 },
    }),
  },
  changePaymentExtension: {
    by: 'maria',
    input: async ({ owePrograms }) => ({
      params: account,
      body: { terms: (await owePrograms()).paymentExtension.offer.agreement, version: 0 },
    }),
  },
  changePaymentArrangement: {
    by: 'maria',
    input: async ({ owePrograms }) => {
      const { totalCents } = (await owePrograms()).paymentArrangement.offer
      return { params: account, body: { terms: { parts: 2, totalCents }, version: 0 } }
    },
  },
  changeBudgetBilling: {
    by: 'maria',
    input: async ({ owner, leavePrograms }) => {
      await leavePrograms()
      await owner`DELETE FROM bills WHERE account_id = ${town.mariaAccount}`
      await owner`INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to, previous_balance_cents,
          payments_cents, adjustments_cents, charges_cents, amount_due_cents, currency)
        SELECT ${town.mariaAccount}, d, d + 21, d - 30, d - 1, 0, 0, 0, 10000, 10000, 'USD'
        FROM (SELECT (current_date - 5 - make_interval(months => n))::date AS d FROM generate_series(0, 11) n) months`
      return { params: account, body: { terms: { monthlyCents: 10_000 }, version: 0 } }
    },
  },
  changeCharityRoundUp: {
    by: 'maria',
    input: async ({ leavePrograms }) => ({ params: await leavePrograms(), body: { terms: {}, version: 0 } }),
  },
  readUsage: { by: 'maria', input: () => ({ params: account, query: {} }) },
  exportUsage: {
    by: 'maria',
    input: async ({ owner }) => ({
      params: account,
      query: {
        servicePointId: await servicePointOf(owner, account.accountId),
        format: 'xml',
        from: '2026-03',
        until: '2026-03',
      },
    }),
  },
  readUsageDay: { by: 'maria', input: () => ({ params: account, query: { date: '2026-03-01' } }) },
  readCardPaymentOptions: { by: 'maria', input: () => ({ params: account }) },
  startCardPayment: {
    by: 'maria',
    input: async ({ app }) => {
      await app.aWeekLater()
      await app.owe(town.mariaAccount, 20_000)
      return { params: account, body: { amountCents: 5_000, idempotencyKey: app.newKey() } }
    },
  },
  readCardPayment: {
    by: 'maria',
    input: async ({ app }) => {
      await app.owe(town.mariaAccount, 20_000)
      return { params: { ...account, taskId: (await startPayment(app)).taskId } }
    },
  },
  cancelCardPayment: {
    by: 'maria',
    input: async ({ app }) => {
      await app.owe(town.mariaAccount, 20_000)
      return { params: { ...account, taskId: (await startPayment(app)).taskId } }
    },
  },
  settleCardPayment: {
    by: 'payment-page',
    input: async ({ app }) => {
      await app.owe(town.mariaAccount, 20_000)
      return { body: (await app.eventOf((await startPayment(app)).taskId)) as never }
    },
  },
  listBankAccounts: { by: 'maria', input: () => ({ params: account }) },
  addBankAccount: {
    by: 'maria',
    input: async ({ app, owner }) => {
      await owner`UPDATE accounts SET is_cash_only = false WHERE account_id = ${town.mariaAccount}`
      await clearBankAccounts(owner)
      return { params: account, body: app.newBankAccount() }
    },
  },
  verifyBankAccount: {
    by: 'maria',
    input: async ({ app, owner }) => {
      await clearBankAccounts(owner)
      const maria = await app.asCustomer(town.maria)
      const { bankAccountId } = await maria.api.addBankAccount({
        params: account,
        body: app.newBankAccount(),
      })
      await app.sendDeposits()
      const [firstCents = 0, secondCents = 0] = await app.depositsOf(bankAccountId)
      return { params: { ...account, bankAccountId }, body: { firstCents, secondCents } }
    },
  },
  changeBankAccount: {
    by: 'maria',
    input: async ({ app, owner, fresh, versionOf }) => {
      await clearBankAccounts(owner)
      const bankAccountId = await verifiedBankAccount(app)
      const version = await versionOf('bank_accounts', `bank_account_id = ${bankAccountId}`)
      return {
        params: { ...account, bankAccountId },
        body: { version, nickname: fresh('House'), isDefault: true },
      }
    },
  },
  removeBankAccount: {
    by: 'maria',
    input: async ({ app, owner }) => {
      await clearBankAccounts(owner)
      return { params: { ...account, bankAccountId: await verifiedBankAccount(app) } }
    },
  },
  readBankPaymentOptions: { by: 'maria', input: () => ({ params: account }) },
  makeBankPayment: {
    by: 'maria',
    input: async ({ app, owner }) => {
      await clearBankAccounts(owner)
      await app.aWeekLater()
      await app.owe(town.mariaAccount, 20_000)
      return { params: account, body: await bankPaymentBody(app, await verifiedBankAccount(app)) }
    },
  },
  readBankPayment: {
    by: 'maria',
    input: async ({ app, owner }) => ({ params: { ...account, taskId: (await plan(app, owner)).taskId } }),
  },
  changeBankPayment: {
    by: 'maria',
    input: async ({ app, owner }) => {
      const { taskId, bankAccountId, payOn } = await plan(app, owner)
      const body = { bankAccountId, payOn, amountCents: 6_000, version: 1 }
      return { params: { ...account, taskId }, body }
    },
  },
  cancelBankPayment: {
    by: 'maria',
    input: async ({ app, owner }) => {
      const { taskId } = await plan(app, owner)
      return { params: { ...account, taskId }, body: { version: 1 } }
    },
  },
  linkAccount: {
    by: 'maria',
    input: async ({ app, askOlga }) => {
      const taskId = await askOlga()
      await (await app.asCustomer(town.maria)).api.withdrawLinkRequest({ params: { taskId } })
      return { body: olgasBill }
    },
  },
  listLinkRequests: { by: 'maria', input: () => ({}) },
  withdrawLinkRequest: {
    by: 'maria',
    input: async ({ askOlga }) => ({ params: { taskId: await askOlga() } }),
  },
  listAccountPeople: { by: 'maria', input: () => ({ params: account }) },
  approveLinkRequest: {
    by: 'olga',
    input: async ({ askOlga }) => ({
      params: { ...other, taskId: await askOlga() },
      body: { version: 1 },
    }),
  },
  declineLinkRequest: {
    by: 'olga',
    input: async ({ askOlga }) => ({
      params: { ...other, taskId: await askOlga() },
      body: { version: 1 },
    }),
  },
  takeOffAccount: {
    by: 'maria',
    input: async ({ restoreJohn }) => {
      await restoreJohn()
      return { params: { accountId: john.accountId, guestId: john.webUserId } }
    },
  },
  listGuestInvitations: { by: 'maria', input: () => ({ params: account }) },
  inviteGuest: {
    by: 'maria',
    input: ({ fresh }) => ({
      params: account,
      body: { email: `${fresh('guest').replace(' ', '.')}@example.com`, role: 'viewer' },
    }),
  },
  withdrawGuestInvitation: {
    by: 'maria',
    input: async ({ addInvitation }) => ({ params: { ...account, taskId: (await addInvitation()).taskId } }),
  },
  changeGuestRole: {
    by: 'maria',
    input: async ({ restoreJohn, owner }) => {
      await restoreJohn()
      await owner`UPDATE web_user_accounts SET role = 'viewer' WHERE web_user_id = ${john.webUserId}`
      return {
        params: { accountId: john.accountId, guestId: john.webUserId },
        body: { role: 'payer', seenRole: 'viewer' },
      }
    },
  },
  readGuestInvitation: {
    by: 'olga',
    input: async ({ addInvitation }) => ({ body: { key: (await addInvitation()).key } }),
  },
  acceptGuestInvitation: {
    by: 'olga',
    input: async ({ addInvitation }) => ({ body: { key: (await addInvitation()).key } }),
  },
  registerGuest: {
    by: 'visitor',
    input: async ({ addInvitation }) => ({ body: { ...newSignIn, key: (await addInvitation()).key } }),
  },
  readOwnLink: { by: 'maria', input: () => ({ params: account }) },
  leaveAccount: {
    by: 'maria',
    input: async ({ owner }) => {
      await owner`DELETE FROM web_user_accounts WHERE account_id = ${town.mariaShop} AND web_user_id <> ${town.maria}`
      await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
        VALUES (${town.maria}, ${town.mariaShop}, 'account-holder') ON CONFLICT DO NOTHING`
      return { params: { accountId: town.mariaShop } }
    },
  },
  changeNickname: {
    by: 'maria',
    input: ({ fresh }) => ({ params: account, body: { nickname: fresh('Home') } }),
  },
  readAccountInformation: { by: 'maria', input: () => ({ params: account }) },
  changeMailingAddress: {
    by: 'maria',
    input: async ({ fresh, versionOf }) => ({
      params: account,
      body: {
        ...newAddress,
        line1: fresh('40 Pier Rd'),
        version: await versionOf('mailing_addresses', `account_id = ${town.mariaAccount}`),
      },
    }),
  },
  readPreferences: { by: 'maria', input: () => ({ params: account }) },
  changePreferences: {
    by: 'maria',
    input: async ({ owner }) => {
      await owner`DELETE FROM notification_preferences`
      const choices = { ...defaultChoices, 'usage-high': { email: false, text: false } }
      return { params: account, body: { choices, version: 0 } }
    },
  },
  changeLanguage: {
    by: 'maria',
    input: async ({ owner }) => {
      const [row] = await owner`SELECT locale FROM web_users WHERE web_user_id = ${town.maria}`
      return { body: { language: row?.locale === 'es' ? 'en' : 'es' } }
    },
  },
  listOwnMessages: { by: 'maria', input: () => ({}) },
  markMessagesRead: {
    by: 'maria',
    input: async ({ app }) => {
      const [message] = await app.owner`
        INSERT INTO outgoing_messages (recipient, subject, body, template, created_at, next_attempt_at, sent_at)
        SELECT email, 'A message', 'A message', 'preferences-changed', current_instant(), current_instant(), current_instant()
        FROM web_users WHERE web_user_id = ${town.maria} RETURNING outgoing_message_id`
      return { body: { upToId: Number(message?.outgoingMessageId) } }
    },
  },
  listAccess: { by: 'maria', input: () => ({}) },
  signOutDevice: {
    by: 'maria',
    input: async ({ app }) => {
      await app.asCustomer(town.maria)
      const [session] = await app.owner`SELECT customer_session_id FROM customer_sessions
        WHERE web_user_id = ${town.maria} AND ended_at IS NULL ORDER BY customer_session_id DESC LIMIT 1`
      return { params: { customerSessionId: Number(session?.customerSessionId) } }
    },
  },
  signOutAllDevices: { by: 'maria', input: () => ({}) },
  listSupportVisits: { by: 'maria', input: () => ({ query: {} }) },
  questionSupportVisit: {
    by: 'maria',
    input: async ({ addMasquerade }, maria) => {
      // A visit that is going on would end, which is a line of its own in the record.
      const params = { masqueradeId: await addMasquerade() }
      await maria.api.endSupportVisit({ params })
      return { params }
    },
  },
  endSupportVisit: {
    by: 'maria',
    input: async ({ addMasquerade }) => ({ params: { masqueradeId: await addMasquerade() } }),
  },
  changePassword: {
    by: 'maria',
    input: async ({ restorePassword }) => {
      await restorePassword(town.maria)
      return { body: { currentPassword: townPassword, newPassword, repeatedPassword: newPassword } }
    },
  },
  switchToAct: { by: 'reading', input: () => ({}) },
  switchToRead: { by: 'acting', input: () => ({}) },
  leaveMasquerade: { by: 'reading', input: () => ({}) },
} satisfies Partial<Examples<ExampleName>>
