import { openDatabase } from '#database/database.ts'
import { jobsOf } from '#features.ts'
import { httpBank } from '#integrations/bank/http-bank.ts'
import { httpCis } from '#integrations/cis/http-cis.ts'
import { mailSender } from '#integrations/mail/mail-sender.ts'
import { lanternPay } from '#integrations/payment/lantern-pay.ts'
import { cisOutbox } from '#tasks/delivering/cis-outbox.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from './start-worker.ts'
import type { WorkerSettings } from './worker-processes.fixture.ts'

/** A worker in a process of its own, for a test to kill. It loads, says so, and begins when it is told to. */
const settings: WorkerSettings = JSON.parse(process.argv[2] ?? '{}')
const { databaseUrl, mailPort, cisUrl, bank, cards, statementMs, clockMs = 0 } = settings
if (clockMs !== 0) setClock(clockMs)
process.once('message', () => {
  const installation = testInstallation({
    ...(mailPort ? { mail: mailSender({ host: '127.0.0.1', port: mailPort }) } : {}),
    ...(bank && { bank: httpBank(bank) }),
    ...(cards && { paymentPage: lanternPay(cards) }),
    ...(cisUrl
      ? {
          cis: httpCis({ url: cisUrl, keyId: 'test', secret: 'a secret of these tests, of a good length' }),
          taskDelivery: cisOutbox(),
        }
      : {}),
  })
  startWorker({
    database: openDatabase(databaseUrl, testEncryptionKey, {
      connections: 17,
      ...(statementMs && { times: { statementMs } }),
    }),
    installation,
    jobs: jobsOf(installation),
  })
})
process.send?.('loaded')

/** Sets the clock of this process ahead, or behind where `ms` is negative. */
function setClock(ms: number) {
  const RealDate = Date
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [value: number | string | Date]) {
      if (given.length === 0) super(RealDate.now() + ms)
      else super(given[0])
    }
    static override now() {
      return RealDate.now() + ms
    }
  } as DateConstructor
}
