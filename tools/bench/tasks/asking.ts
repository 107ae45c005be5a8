import { randomUUID } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Customer as Actor } from '@porchlight/server/policy/actor.ts'
import { decide } from '@porchlight/server/policy/decide.ts'
import { hashToken } from '@porchlight/server/sessions/token.ts'
import { testInstallation } from '@porchlight/server/testing/test-installation.ts'
import type { Customer } from './town.ts'

export const installation = testInstallation()

/** Returns a customer's request in its transaction, as the engine receives it. */
export function requestOf(sql: Sql, { webUserId, userName }: Customer) {
  const email = `${userName}@example.com`
  const actor: Actor = {
    kind: 'customer',
    webUserId,
    userName,
    email,
    personId: webUserId,
    displayName: userName,
    locale: 'en',
    sessionId: 1,
    lacksSecondFactor: false,
    ip: '192.0.2.10',
  }
  const decision = decide(actor, 'password:change', {})
  if (!decision.allow) throw new Error(decision.reason)
  const { grant } = decision
  return { actor, context: { sql, grant, installation, correlationId: randomUUID() } }
}

/** Hash of the session token that `addCustomers` inserted. */
export const proofOf = ({ userName }: Customer) => hashToken(userName)

/** Runs the first statement of a request, which sets the session whose web user row-level security checks. */
export const seenAs = (customer: Customer) => (sql: Sql) =>
  sql.unsafe(
    "SELECT set_config('porchlight.session', $1, true)",
    [Buffer.from(proofOf(customer)).toString('hex')],
    { prepare: true },
  )
