import { once } from 'node:events'
import type { FastifyServerFactory } from 'fastify'
import { pino } from 'pino'
import { readMigrations } from '#database/migrate.ts'
import { openPool } from '#database/sql.ts'
import type { EncryptionKeys } from '#encryption/encryption-keys.ts'
import type { StreamSettings } from '#features/record-stream/index.ts'
import type { RecordWitness } from '#features/the-record/index.ts'
import { jobsOf, preparables, taskTypes } from '#features.ts'
import { createMetricsServer } from '#health/serve-metrics.ts'
import { accessLogOf, createWatch, type Watch } from '#health/watch.ts'
import type { Bank } from '#integrations/bank/bank.ts'
import { httpBank } from '#integrations/bank/http-bank.ts'
import type { Cis } from '#integrations/cis/cis.ts'
import { httpCis } from '#integrations/cis/http-cis.ts'
import { tasksPath } from '#integrations/cis/tasks-path.ts'
import { discoverProvider } from '#integrations/identity-provider/openid-client.ts'
import { mailSender, noMailSender } from '#integrations/mail/mail-sender.ts'
import { lanternPay } from '#integrations/payment/lantern-pay.ts'
import { noPaymentPage, type PaymentPage } from '#integrations/payment/payment-page.ts'
import { stripePage } from '#integrations/payment/stripe-page.ts'
import { eventsPath } from '#integrations/siem/stand-in.ts'
import type { StandInPorts } from '#integrations/stand-ins.ts'
import { httpTextSender } from '#integrations/text-messages/http-text-sender.ts'
import { textsPath } from '#integrations/text-messages/stand-in.ts'
import type { TextSender } from '#integrations/text-messages/text-sender.ts'
import { cisOutbox } from '#tasks/delivering/cis-outbox.ts'
import { witnessOf } from '#transparency-log/cosignature.ts'
import { startWorker } from '#worker/start-worker.ts'
import { createApp } from '../app.ts'
import { type Assets, assetPath, readAssets } from '../assets.ts'
import type { Config } from '../config.ts'
import type { Installation } from '../installation.ts'
import { projectVersion } from '../project-folder.ts'
import { shareAssets } from '../shared-assets/shared-assets.ts'
import { portRefusal } from './check-port.ts'
import type { Secrets } from './keep-secrets.ts'
import { errorSerializer } from './logged-error.ts'
import type { OpenedDatabase } from './open-database.ts'
import { plainPages, type Tour } from './plain-page.ts'
import { recordSettingsOf } from './record-keys.ts'
import { cisKeyId, clientId } from './stand-ins-process.ts'
import type { Stopping } from './stopping.ts'

/** What only a demo has: the stand-ins, and whom to sign in as. */
export type Demo = { ports: StandInPorts; secrets: Secrets; tour: Tour; serverFactory: FastifyServerFactory }

type Serving = {
  config: Config
  opened: OpenedDatabase
  demo: Demo | undefined
  stopping: Stopping
}

const loopback = (port: number) => `http://127.0.0.1:${port}`

/** Time limit for in-flight requests during a stop, in milliseconds. */
const patienceMs = 3_000

/** Answers requests from here on; the worker runs beside. */
export async function serve({ config, opened, demo, stopping }: Serving): Promise<void> {
  const installation = installationOf(config, opened.keys, demo)
  stopping.add(() => installation.mail.close())
  const assets = await readAssets()
  await shareOwnAssets(opened.ownerUrl, assets)
  const files = {
    css: [assetPath(assets, 'portal.css'), assetPath(assets, 'plain.css')],
    icon: assetPath(assets, 'favicon.svg'),
  }
  const watch = createWatch({
    database: opened.database,
    migrations: (await readMigrations()).map(({ name }) => name),
    version: projectVersion(),
    log: installation.log,
    workerLagSeconds: config.operating.readyWorkerLagSeconds,
    accessLog: accessLogOf(config.operating.accessLog),
  })
  const app = createApp({
    database: opened.database,
    installation,
    assets,
    isSecure: config.secureCookies,
    isHstsForSubdomains: config.hstsSubdomains,
    paymentOrigin: paymentOriginOf(config),
    trustedProxies: config.trustedProxies,
    watch,
    plainPage: plainPages(config, files, demo?.tour),
    ...(demo && { serverFactory: demo.serverFactory }),
  })
  const worker = startWorker({
    database: opened.database,
    installation,
    jobs: jobsOf(installation),
    onRun: watch.metrics.jobRan,
  })
  stopping.add(() => worker.stop())
  stopping.add(async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), patienceMs)
    await app.close()
    clearTimeout(cut)
  })
  await listenForMetrics(config.operating.metrics, watch, stopping)
  await app.listen({ port: config.port, host: config.listen }).catch((error: unknown) => {
    throw portRefusal(error, config.port, config.listen)
  })
}

/** Ahead of the first page that names them: another version's process may be asked for them. */
async function shareOwnAssets(ownerUrl: string, assets: Assets): Promise<void> {
  const owner = openPool(ownerUrl, 1)
  await shareAssets(owner, assets).finally(() => owner.end())
}

async function listenForMetrics(
  at: Config['operating']['metrics'],
  watch: Watch,
  stopping: Stopping,
): Promise<void> {
  if (!at) return
  const server = createMetricsServer(watch)
  stopping.add(() => {
    server.close()
    server.closeAllConnections()
  })
  server.listen(at.port, at.listen)
  await once(server, 'listening').catch((error: unknown) => {
    throw portRefusal(error, at.port, at.listen, 'PORCHLIGHT_METRICS_PORT', 'PORCHLIGHT_METRICS_LISTEN')
  })
}

function installationOf(config: Config, keys: EncryptionKeys, demo: Demo | undefined): Installation {
  const { origins, timeZone, utilityName, mailFrom, identity, payment, mailServer } = config
  const log = pino(
    {
      level: config.operating.logLevel,
      serializers: { err: errorSerializer(secretsOf(config, keys.readableKeys)) },
    },
    pino.destination(2),
  )
  if (!demo && !payment) log.warn('no payment page: PORCHLIGHT_PAYMENT_API is not set')
  if (!demo && config.trustedProxies.length === 0 && origins.portal.startsWith('https:'))
    log.warn(
      'TRUSTED_PROXIES is not set, and the addresses are https: a proxy in front must be named there, or every customer seems to have its address',
    )
  if (!demo && !mailServer) log.warn('no mail is sent: SMTP_URL is not set')
  const cis = cisClientOf(config.cis, demo)
  const pageOrigin = paymentOriginOf(config)
  return {
    origins,
    ...keys,
    timeZone,
    utilityName,
    mailFrom,
    cis,
    taskTypes,
    preparables,
    taskDelivery: cis && cisOutbox(config.cisTaskTypes),
    record: recordSettingsOf(config, demo && witnessOfDemo(config, demo)),
    recordStream: recordStreamOf(config, demo),
    log,
    identityProvider: discoverProvider(identityClientOf(identity, config, demo)),
    paymentPage: payment
      ? paymentPageOf(payment, pageOrigin)
      : demo
        ? lanternPay({
            apiBase: loopback(demo.ports.paymentPort),
            secret: demo.secrets.paymentSecret,
            pageOrigin,
          })
        : noPaymentPage,
    bank: bankClientOf(config, demo),
    insideKeyHosts: new Map([
      ...config.insideKeyHosts.map((host) => [host, null] as const),
      // The demo's other CIS: Node does not resolve its name.
      ...(demo ? [[new URL(config.standIns.cis).host, loopback(demo.ports.cisPort)] as const] : []),
    ]),
    mail: mailServer
      ? mailSender(mailServer)
      : demo
        ? mailSender({ host: '127.0.0.1', port: demo.ports.smtpPort })
        : noMailSender,
    texts: textSenderOf(config, demo),
  }
}

/** Secrets that another server may repeat in an error and that no log may contain. */
function secretsOf(
  { databaseUrl, identity, payment, bank, mailServer, textProvider, cis, operating }: Config,
  keys: readonly string[],
) {
  const password = databaseUrl && URL.canParse(databaseUrl) ? new URL(databaseUrl).password : undefined
  return [
    ...keys,
    password && decodeURIComponent(password),
    identity?.clientSecret,
    payment?.secret,
    payment?.stripeWebhookSecret,
    bank?.authorization,
    mailServer?.password,
    textProvider?.authorization,
    cis?.secret,
    operating.siem?.collector.kind === 'http' ? operating.siem.collector.authorization : undefined,
  ]
}

/** Returns the client of the provider of text messages; null where there is none. */
function textSenderOf({ textProvider, utilityName }: Config, demo: Demo | undefined): TextSender | null {
  if (textProvider) return httpTextSender(textProvider)
  if (!demo) return null
  const url = loopback(demo.ports.textPort) + textsPath
  return httpTextSender({ url, authorization: `Bearer ${demo.secrets.textSecret}`, from: utilityName })
}

/** Returns the client of the card page: Stripe Checkout where its keys are set. */
function paymentPageOf(
  { api, secret, stripeWebhookSecret }: NonNullable<Config['payment']>,
  pageOrigin: string,
): PaymentPage {
  return stripeWebhookSecret === undefined
    ? lanternPay({ apiBase: api, secret, pageOrigin })
    : stripePage({ apiBase: api, secretKey: secret, webhookSecret: stripeWebhookSecret, pageOrigin })
}

/** Returns the client of the bank; null where nothing is paid from bank accounts. */
function bankClientOf({ bank }: Config, demo: Demo | undefined): Bank | null {
  if (bank) return httpBank(bank)
  if (!demo) return null
  return httpBank({
    api: loopback(demo.ports.bankPort),
    authorization: `Bearer ${demo.secrets.bankSecret}`,
  })
}

/** Returns the client that delivers finished tasks to the CIS; null in an installation without a CIS. */
function cisClientOf(cis: Config['cis'], demo: Demo | undefined): Cis | null {
  if (cis) return httpCis(cis)
  if (!demo) return null
  const url = loopback(demo.ports.cisPort) + tasksPath
  return httpCis({ url, keyId: cisKeyId, secret: demo.secrets.cisSecret })
}

/** Returns the witness of a demo's record: its stand-in, unless others are set. */
const witnessOfDemo = ({ operating }: Config, { ports }: Demo): RecordWitness | undefined =>
  operating.record.places.some((place) => 'witness' in place)
    ? undefined
    : { witness: witnessOf(ports.witnessKey), url: loopback(ports.witnessPort) }

/** Returns where the record streams to: in a demo to its stand-in, unless a collector is set. */
function recordStreamOf({ operating, standIns }: Config, demo: Demo | undefined): StreamSettings | null {
  if (operating.siem) return operating.siem
  if (!demo) return null
  const url = loopback(demo.ports.siemPort) + eventsPath
  return {
    collector: { kind: 'http', url, authorization: undefined, name: standIns.siem },
    hasValues: false,
    from: 'now',
  }
}

function identityClientOf(identity: Config['identity'], config: Config, demo: Demo | undefined) {
  if (identity) {
    const { issuer, clientId: id, clientSecret, secondFactorClasses, secondFactorMethods } = identity
    const { subjectClaim, scopes, groups } = identity
    return {
      ...{ issuer, clientId: id },
      ...(clientSecret && { clientSecret }),
      ...(secondFactorClasses && { secondFactorClasses }),
      ...(secondFactorMethods && { secondFactorMethods }),
      ...(subjectClaim && { subjectClaim }),
      ...(groups && { groups }),
      scopes,
    }
  }
  if (!demo) throw new Error('without stand-ins there must be an issuer')
  return {
    issuer: config.standIns.identity,
    clientId,
    clientSecret: demo.secrets.clientSecret,
    fetchBase: loopback(demo.ports.identityPort),
  }
}

/** Where the portal's payment form may lead. */
function paymentOriginOf({ mode, payment, standIns, origins }: Config): string {
  return payment?.origin ?? (mode === 'demo' ? standIns.payment : origins.portal)
}
