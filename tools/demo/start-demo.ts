import type { Config } from '@porchlight/server/config.ts'
import { announce } from '@porchlight/server/start/announce.ts'
import { keepSecrets } from '@porchlight/server/start/keep-secrets.ts'
import { openInstallationDatabase } from '@porchlight/server/start/open-database.ts'
import { forkStandIns, standInsConfig } from '@porchlight/server/start/stand-ins-process.ts'
import type { Stopping } from '@porchlight/server/start/stopping.ts'

type Say = (sentence: string) => void

/**
 * Starts the demo with its stand-ins. Everything that can begin does so at once, and what is heavy is loaded meanwhile: a restart
 * is quick.
 */
export async function startDemo(config: Config, stopping: Stopping, say: Say): Promise<void> {
  const secrets = await keepSecrets(config.dataFolder)
  const encryptionKey = config.encryptionKey ?? secrets.encryptionKey
  const loading = Promise.all([
    import('@porchlight/server/start/serve.ts'),
    import('@porchlight/server/start/stand-ins-proxy.ts'),
    import('./fill-if-empty.ts'),
    import('./tour.ts'),
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
