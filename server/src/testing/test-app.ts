import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { createWatch, type Watch, type WatchOptions } from '#health/watch.ts'
import { cookieName } from '#http/cookie.ts'
import { hashToken } from '#sessions/token.ts'
import { type AppOptions, createApp } from '../app.ts'
import type { Installation } from '../installation.ts'
import { Browser } from './browser.ts'
import { createTownDatabase, type Reaching, type TestDatabase } from './test-database.ts'
import { testInstallation, testOrigins } from './test-installation.ts'

export { testOrigins }

/** The whole product on a database of its own with the small town in it, without a network port. */
export type TestApp = TestDatabase & {
  fastify: FastifyInstance
  installation: Installation
  watch: Watch
  /** A stranger on the portal. */
  visitor(): Browser
  /** A browser with this web user's session. */
  asCustomer(webUserId: number): Promise<Browser>
  /** A browser at the desk with this CSR's session. */
  asCsr(csrId: string): Promise<Browser>
  close(): Promise<void>
}

/**
 * Composes the product for a test file. The caller closes it.
 * @param options changes to the composition, and how the product reaches its database
 */
export async function createTestApp(
  changes: Partial<Installation> = {},
  options: Partial<Pick<AppOptions, 'liveBeatMs' | 'viewPollMs' | 'trustedProxies'>> & {
    watchWith?: Partial<WatchOptions>
    reaching?: Reaching
  } = {},
): Promise<TestApp> {
  const { watchWith, reaching, ...more } = options
  const test = await createTownDatabase(reaching)
  const installation = testInstallation(changes)
  const watch = createWatch({ database: test.database, log: installation.log, ...watchWith })
  const app = createApp({
    database: test.database,
    installation,
    assets: new Map(),
    isSecure: true,
    paymentOrigin: 'http://pay.localhost:8080',
    trustedProxies: [],
    plainPage: () => '<!doctype html><title>Porchlight</title>',
    watch,
    ...more,
  })
  await app.ready()

  const withSession = (browser: Browser, site: 'portal' | 'desk', token: string) => {
    browser.cookies.set(cookieName(site, true), token)
    return browser
  }

  return {
    ...test,
    fastify: app,
    installation,
    watch,
    visitor: () => new Browser(app, testOrigins.portal),
    asCustomer: async (webUserId) => {
      const token = randomBytes(32).toString('base64url')
      await test.owner`INSERT INTO customer_sessions (token_hash, web_user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
        VALUES (${hashToken(token)}, ${webUserId}, current_instant(), current_instant(), current_instant() + interval '12 hours', '192.0.2.10', 'test browser')`
      return withSession(new Browser(app, testOrigins.portal), 'portal', token)
    },
    asCsr: async (csrId) => {
      const token = randomBytes(32).toString('base64url')
      await test.owner`INSERT INTO desk_sessions (token_hash, csr_id, second_factor_at, created_at, last_used_at, expires_at, ip_address, user_agent)
        VALUES (${hashToken(token)}, ${csrId}, current_instant(), current_instant(), current_instant(), current_instant() + interval '10 hours', '198.51.100.7', 'test browser')`
      return withSession(new Browser(app, testOrigins.desk, '198.51.100.7'), 'desk', token)
    },
    close: async () => {
      await app.close()
      await test.drop()
    },
  }
}

/** Returns the hash of a new session's token, as the setting `porchlight.session` carries it. */
export async function sessionOf(app: TestApp, webUserId: number): Promise<string> {
  const { credential } = await app.asCustomer(webUserId)
  return Buffer.from(hashToken(credential ?? '')).toString('hex')
}
