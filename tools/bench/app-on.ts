import { createApp } from '@porchlight/server/app.ts'
import type { Database } from '@porchlight/server/database/database.ts'
import { testInstallation } from '@porchlight/server/testing/test-installation.ts'
import type { Logger } from 'pino'

/** Composes the product on a database, as the processes of a benchmark serve it. `assets`: none where no page is measured. */
export const appOn = (
  database: Database,
  log: Logger,
  assets: Parameters<typeof createApp>[0]['assets'] = new Map(),
) =>
  createApp({
    database,
    installation: testInstallation({ log }),
    assets,
    isSecure: true,
    paymentOrigin: 'http://pay.localhost:8080',
    trustedProxies: [],
    plainPage: () => '',
  })
