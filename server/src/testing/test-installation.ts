import { pino } from 'pino'
import { onlyKey } from '#encryption/encryption-keys.ts'
import { preparables, taskTypes } from '#features.ts'
import type { Installation } from '../installation.ts'
import { testEncryptionKey } from './cluster.ts'

export const testOrigins = {
  portal: 'http://portal.localhost:8080',
  desk: 'http://desk.localhost:8080',
  view: 'http://*.view.localhost:8080',
  plain: 'http://localhost:8080',
}

const recordName = 'desk.localhost:8080/record'

/** Returns an installation without neighbors. A test that needs an identity provider or a payment page passes a real one. */
export function testInstallation(changes: Partial<Installation> = {}): Installation {
  const absent = (what: string) => async () => Promise.reject(new Error(`this installation has no ${what}`))
  return {
    origins: testOrigins,
    ...onlyKey(changes.encryptionKey ?? testEncryptionKey),
    timeZone: 'America/Los_Angeles',
    utilityName: 'Harbor Light & Water',
    identityProvider: {
      issuer: 'http://id.localhost',
      beginSignIn: absent('identity provider'),
      finishSignIn: absent('identity provider'),
      signOutUrl: async () => undefined,
      readLogoutToken: absent('identity provider'),
    },
    paymentPage: {
      createSession: absent('payment page'),
      cancelSession: absent('payment page'),
      readSession: absent('payment page'),
      paymentsOf: absent('payment page'),
      refund: absent('payment page'),
      verifyWebhook: () => ({ ok: false, reason: 'webhook-signature-missing' }),
    },
    bank: null,
    insideKeyHosts: new Map(),
    mail: { sendMail: absent('mail server'), close: () => {} },
    texts: null,
    mailFrom: 'Harbor Light & Water <service@utility.example>',
    cis: null,
    taskTypes,
    preparables,
    taskDelivery: null,
    record: {
      origin: recordName,
      signing: () => ({ origin: recordName, signers: [] }),
      keys: () => [],
      places: [],
    },
    recordStream: null,
    log: pino({ level: process.env.TEST_LOG ?? 'fatal' }),
    ...changes,
  }
}
