import { type Config, readConfig } from './config.ts'
import type { Env } from './config-values.ts'
import { StartRefused } from './database/embedded/start-refused.ts'
import { announce } from './start/announce.ts'
import { checkPort } from './start/check-port.ts'
import { keepSecrets } from './start/keep-secrets.ts'
import { openInstallationDatabase } from './start/open-database.ts'
import { forkStandIns, standInsConfig } from './start/stand-ins-process.ts'
import { type Stopping, watchSignals } from './start/stopping.ts'

const say = (sentence: string) => console.log(sentence)

/** Starts the product, and runs until Ctrl-C. What a person can put right is told in one sentence, with exit code 1. */
export async function main(env: Env): Promise<void> {
  const stopping = watchSignals(say)
  try {
    const config = readConfig(env)
    await checkPort(config.port, config.listen)
    await (config.mode === 'demo' ? startDemo(config, stopping) : startProduction(config, stopping))
  } catch (error) {
    if (stopping.isStopping) return
    console.error(error instanceof StartRefused ? error.message : error)
    await stopping.closeAll()
    process.exit(1)
  }
}

/** Everything that can begin does so at once, and what is heavy is loaded meanwhile: a restart is quick. */
async function startDemo(config: Config, stopping: Stopping): Promise<void> {
  const secrets = await keepSecrets(config.dataFolder)
  const encryptionKey = config.encryptionKey ?? secrets.encryptionKey
  const loading = Promise.all([
    import('./start/serve.ts'),
    import('./start/stand-ins-proxy.ts'),
    import('./demo-utility.ts'),
    import('./start/tour.ts'),
  ])
  const standIns = forkStandIns(say)
  stopping.add(() => standIns.close())
  const begun = loading.then(([, , { demoStaff }]) =>
    standIns.begin(standInsConfig(config, secrets, demoStaff)),
  )
  const opening = openInstallationDatabase({ config, encryptionKey, stopping, say, exclusive: true })
  // Whichever fails, the others are there to be closed.
  await Promise.allSettled([loading, begun, opening])
  const [[{ serve }, { standInsProxy }, demoUtility, { tourOf }], ports, opened] = await Promise.all([
    loading,
    begun,
    opening,
  ])
  const issuer = config.identity?.issuer ?? config.standIns.identity
  await demoUtility.fillIfEmpty({
    config,
    ownerUrl: opened.ownerUrl,
    encryptionKey,
    issuer,
    people: config.demoPeople,
    say,
  })
  const tour = tourOf(config, demoUtility)
  const demo = { ports, secrets, tour, serverFactory: await standInsProxy(config, ports) }
  await serve({ config, encryptionKey, opened, demo, stopping })
  announce(config, tour, say)
}

async function startProduction(config: Config, stopping: Stopping): Promise<void> {
  const { encryptionKey = '' } = config
  const loading = import('./start/serve.ts')
  const opened = await openInstallationDatabase({ config, encryptionKey, stopping, say, exclusive: true })
  const { serve } = await loading
  await serve({ config, encryptionKey, opened, demo: undefined, stopping })
  announce(config, undefined, say)
}
