import type { Api } from '@porchlight/contract/api.ts'
import type { EndpointName } from '@porchlight/contract/client.ts'
import type { Input } from '@porchlight/contract/endpoint.ts'
import { sealValue } from '#encryption/sealed-value.ts'
import { actingAs, masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import { sendMessages } from '#features/messages/send-messages.ts'
import { createPaymentApp } from '#features/payments/payments.fixture.ts'
import { answerRegistrations } from '#features/registration/answer-registrations.ts'
import { hashRecoveryCode } from '#features/sign-in/index.ts'
import { addEntries, seal } from '#features/the-record/record.fixture.ts'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import { mailedKey } from '#sessions/token.ts'
import type { Browser } from '../browser.ts'
import { testEncryptionKey } from '../cluster.ts'
import { town } from '../small-town.ts'
import { testInstallation } from '../test-installation.ts'

/** Who sends an example: somebody whom the policy allows it. */
export type Sender =
  | 'visitor'
  | 'maria'
  | 'olga'
  | 'csr'
  | 'supervisor'
  | 'officer'
  | 'reading'
  | 'acting'
  | 'payment-page'

/** An endpoint's name. One with a choice has an example for each action, as `eachAsked` names it. */
export type ExampleName = {
  [Name in EndpointName]: Api[Name] extends { choice: infer C } ? `${Name} ${keyof C & string}` : Name
}[EndpointName]
type InputOf<Name extends ExampleName> = Name extends `${infer Of extends EndpointName} ${infer Action}`
  ? Extract<Input<Api[Of]>, { params: { action: Action } }>
  : Name extends EndpointName
    ? Input<Api[Name]>
    : never

/** A request of one endpoint that its schema takes, and that succeeds when its sender sends it. */
export type Example<Name extends ExampleName> = {
  by: Sender
  /** Prepares what the request is about, as often as it is called, and returns the request's input. */
  input: unknown extends InputOf<Name>
    ? (scene: Scene) => Record<string, never>
    : (scene: Scene, sender: Browser) => InputOf<Name> | Promise<InputOf<Name>>
}
export type Examples<Name extends ExampleName> = { [Each in Name]: Example<Each> }

/** The account that most examples are about. */
export const account = { accountId: town.mariaAccount as number }
export const john = { ...account, webUserId: town.john as number }
/** The web user that most examples are about. */
export const target = { ...account, webUserId: town.maria as number }
/** Why a change is made, for its line in the record. */
export const reason = 'The customer asked for it'
/** What a form of the portal asks for to see Olga's account. */
export const olgasBill = { accountNumber: String(town.otherAccount), postalCode: '92101' }
export const newPassword = 'seven lanterns on the quay'
/** What somebody says who gets a sign-in by a mailed key. */
export const newSignIn = {
  givenName: 'Nora',
  surname: 'Lind',
  locale: 'en' as const,
  newPassword,
  repeatedPassword: newPassword,
}

/** Starts the product with its payment page, and with what examples need of it. */
export async function openScene() {
  const app = await createPaymentApp()
  const { owner } = app
  await owner`INSERT INTO person_identifiers (person_identifier_id, person_id, identifier_type, value_encrypted, value_hash,
    masked_value) VALUES (7001, 1, 'driver-licence', ${sealValue(testEncryptionKey, 'X1234567')}, '', '••••4567')`
  let nth = 0

  const one = async (statement: Promise<Record<string, unknown>[]>) => {
    const [row] = await statement
    return Number(Object.values(row ?? {})[0])
  }

  const restorePassword = (webUserId: number) =>
    owner`INSERT INTO web_user_credentials (web_user_id, password_hash)
      SELECT ${webUserId}, password_hash FROM web_user_credentials WHERE web_user_id = ${town.olga}
      ON CONFLICT (web_user_id) DO UPDATE SET password_hash = excluded.password_hash`

  return {
    app,
    owner,
    /** A text that was not used before. */
    fresh: (text: string) => `${text} ${++nth}`,
    browserOf: (sender: Sender): Promise<Browser> => browserOf(app, sender),
    addTask: (taskType: string, state: string) =>
      one(owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
          self_service_user_id, payload, correlation_id, created_at, updated_at)
        VALUES (${taskType}, ${state}, ${town.mariaAccount}, 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.1',
          ${town.maria}, '{}', gen_random_uuid(), now(), now()) RETURNING self_service_task_id`),
    addToDo: (role: string, subject: string, aboutCsrId: string | null = null) =>
      one(owner`INSERT INTO to_dos (to_do_role, subject, account_id, about_csr_id, created_at)
        VALUES (${role}, ${subject}, ${town.mariaAccount}, ${aboutCsrId}, now()) RETURNING to_do_id`),
    /** An alert of a detector: Amara opened Maria's account without a cause. */
    addFinding: () =>
      one(owner`WITH alert AS (
          INSERT INTO to_dos (to_do_role, subject, priority, account_id, about_csr_id, created_at)
          VALUES ('security-officer', 'unexplained-opening', 2, ${town.mariaAccount}, 'amara.okafor', now()) RETURNING to_do_id)
        INSERT INTO alert_findings (to_do_id, detector, csr_id, about, account_id, person_id, record_entry_id, first_at, last_at)
        SELECT to_do_id, 'unexplained-opening', 'amara.okafor', to_do_id::text, ${town.mariaAccount}, 1, 1, now(), now() FROM alert
        RETURNING to_do_id`),
    addMute: async () => {
      await owner`DELETE FROM detector_mutes`
      return one(owner`INSERT INTO detector_mutes (detector, csr_id, account_id, muted_by_csr_id, muted_at)
        VALUES ('same-surname', 'tom.becker', ${town.mariaAccount}, 'kenji.sato', now()) RETURNING detector_mute_id`)
    },
    addCanary: async () => {
      await owner`DELETE FROM canary_customers`
      return one(owner`INSERT INTO canary_customers (account_id, marked_by_csr_id, marked_at)
        VALUES (${town.otherAccount}, 'kenji.sato', now()) RETURNING canary_id`)
    },
    versionOf: (table: string, where: string) =>
      one(owner.unsafe(`SELECT coalesce(max(version), 0) FROM ${table} WHERE ${where}`)),
    /** Returns the id of a masquerade that a CSR has just begun. */
    addMasquerade: async () =>
      (await masqueradeAs(app, 'amara.okafor', { purposeReference: `call ${++nth}` })).masqueradeId,
    /** Makes John Maria's guest, active and confirmed, whatever an example before did to him. */
    /** Gives a web user the town's password again. */
    restorePassword,
    /** Gives a web user the town's password and a second factor. Returns a recovery code that is good. */
    addSecondFactor: async (webUserId: number): Promise<string> => {
      await restorePassword(webUserId)
      await owner`DELETE FROM attempts`
      const code = 'ABCDEFGHIJKLMNOP'
      await owner`UPDATE web_user_credentials SET totp_sealed = ${sealValue(testEncryptionKey, 'A'.repeat(32))}, totp_since = now(),
        recovery_hashes = ARRAY[${hashRecoveryCode(code)}::bytea] WHERE web_user_id = ${webUserId}`
      return code
    },
    restoreJohn: async (relationshipType = 'self-service') => {
      await owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
        VALUES (${town.mariaAccount}, 2, ${relationshipType}) ON CONFLICT (account_id, person_id) DO UPDATE
        SET relationship_type = ${relationshipType}, version = 1`
      await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
        VALUES (${town.john}, ${town.mariaAccount}, 'viewer') ON CONFLICT DO NOTHING`
      await owner`UPDATE web_users SET is_active = true, version = 1, email_confirmed_at = now() WHERE web_user_id = ${town.john}`
    },
    /** Maria invites somebody who is on none of her accounts. Returns the task, and the key of the mail. */
    addInvitation: async () => {
      await owner`DELETE FROM web_user_accounts WHERE account_id = ${town.mariaAccount} AND web_user_id = ${town.olga}`
      const email = `invited.${++nth}@example.com`
      const maria = await browserOf(app, 'maria')
      const { taskId } = await maria.api.inviteGuest({ params: account, body: { email, role: 'viewer' } })
      const [key] = await owner`SELECT nonce FROM mailed_keys WHERE self_service_task_id = ${taskId}`
      return { taskId, key: mailedKey(testEncryptionKey, String(key?.nonce)) }
    },
    /** Somebody new asks for a link to register. Returns its key. */
    addRegistration: async () => {
      const email = `registers.${++nth}@example.com`
      await browserOf(app, 'visitor').then(({ api }) =>
        api.requestRegistration({ body: { email, locale: 'en' } }),
      )
      await answerRegistrations.run({
        pool: app.database.worker,
        installation: testInstallation({}),
        signal: new AbortController().signal,
      })
      const [key] = await owner`SELECT nonce FROM mailed_keys WHERE email = ${email}`
      return mailedKey(testEncryptionKey, String(key?.nonce))
    },
    /** A person asks Olga to see her account, for the first time. Returns the task's id. */
    askOlga: async () => {
      await owner`DELETE FROM web_user_accounts WHERE account_id = ${town.otherAccount} AND web_user_id <> ${town.olga}`
      await owner`DELETE FROM account_persons WHERE account_id = ${town.otherAccount} AND NOT is_main_customer`
      await owner`UPDATE self_service_tasks SET state = 'expired'
        WHERE task_type = 'account-verification' AND state = 'awaiting-approval'`
      // A declined request is not repeated within thirty days.
      await owner`UPDATE self_service_tasks SET updated_at = updated_at - interval '31 days'
        WHERE task_type = 'account-verification' AND state = 'rejected'`
      const maria = await app.asCustomer(town.maria)
      return (await maria.api.linkAccount({ body: olgasBill })).taskId
    },
    /** A CSR prepares another mailing address for Maria to approve. Returns the task's id. */
    prepareChange: async () => {
      const csr = await app.asCsr('amara.okafor')
      const prepared = await csr.api.prepareChange({
        params: { accountId: town.mariaAccount, webUserId: town.maria },
        body: { command: 'changeMailingAddress', values: { line1: `9 Prepared St ${++nth}` }, note: '' },
      })
      return prepared.taskId
    },
    /** Takes Maria's account out of every program, whatever an example before did. Returns its id for a request. */
    leavePrograms: async () => {
      await owner`DELETE FROM account_programs WHERE account_id = ${town.mariaAccount}`
      await owner`UPDATE accounts SET is_paperless = false, balance_cents = 0 WHERE account_id = ${town.mariaAccount}`
      return { accountId: town.mariaAccount as number }
    },
    /** Lets Maria owe an amount, and takes her account out of every program. Returns what she is offered. */
    owePrograms: async () => {
      await owner`DELETE FROM account_programs WHERE account_id = ${town.mariaAccount}`
      await owner`UPDATE accounts SET balance_cents = 12345 WHERE account_id = ${town.mariaAccount}`
      const maria = await app.asCustomer(town.maria)
      return maria.api.readPrograms({ params: { accountId: town.mariaAccount } })
    },
    /** Adds a line to the record, and signs a checkpoint with it. */
    signRecord: async () => {
      await addEntries(1, owner)
      await seal(app)
    },
    /** Sends the mails that are due. Returns the key in the newest that has one. */
    mailedKey: async () => {
      const keys: string[] = []
      const sendMail = async ({ text }: Mail) =>
        void keys.push(...(/\?key=([\w-]{43})$/m.exec(text)?.slice(1) ?? []))
      const installation = testInstallation({ mail: { sendMail, close: () => {} } })
      await sendMessages.run({
        pool: app.database.worker,
        installation,
        signal: new AbortController().signal,
      })
      return keys.at(-1) ?? ''
    },
    close: app.close,
  }
}
export type Scene = Awaited<ReturnType<typeof openScene>>

/** Returns the actions of record rows that name a masquerade without its account, of which there must be none. */
export async function rowsWithoutAccount({ owner }: Scene): Promise<string[]> {
  const rows = await owner`SELECT DISTINCT concat_ws(' ', r.event, r.action, 'by', r.actor_kind) AS row
    FROM record_entries r JOIN masquerades m USING (masquerade_id) WHERE r.account_id IS DISTINCT FROM m.account_id ORDER BY 1`
  return rows.map(({ row }) => String(row))
}

async function browserOf(app: Scene['app'], sender: Sender): Promise<Browser> {
  switch (sender) {
    case 'visitor':
    case 'payment-page':
      return app.visitor()
    case 'maria':
      return app.asCustomer(town.maria)
    case 'olga':
      return app.asCustomer(town.olga)
    case 'csr':
      return app.asCsr('amara.okafor')
    case 'supervisor':
      return app.asCsr('ines.ferreira')
    case 'officer':
      return app.asCsr('kenji.sato')
    case 'reading':
      return (await masqueradeAs(app, 'amara.okafor')).view
    case 'acting':
      return (await actingAs(app, 'amara.okafor')).view
  }
}
