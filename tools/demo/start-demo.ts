import type { StartDemo } from '@porchlight/server/main.ts'
import { announce } from '@porchlight/server/start/announce.ts'
import { givenKeysOf, keepSecrets } from '@porchlight/server/start/keep-secrets.ts'
import { openInstallationDatabase } from '@porchlight/server/start/open-database.ts'
import { forkStandIns, standInsConfig } from '@porchlight/server/start/stand-ins-process.ts'
import { demoStaff } from './cast/cast.ts'
import { fillIfEmpty } from './fill-if-empty.ts'
import { cisAgent, cisCustomers, registerCis } from './register-cis.ts'
import { tourOf } from './tour.ts'

/**
 * Starts the server with a demo: stand-ins of its neighbors, a database of its own, made-up customers. Starts everything at
 * once and loads the large modules meanwhile, so that a restart is quick.
 */
export const startDemo: StartDemo = async (config, stopping, say) => {
  const secrets = await keepSecrets(config.dataFolder)
  const given = givenKeysOf(config, secrets)
  const loading = Promise.all([
    import('@porchlight/server/start/serve.ts'),
    import('@porchlight/server/start/stand-ins-proxy.ts'),
  ])
  const standIns = forkStandIns(say)
  stopping.add(() => standIns.close())
  const ready = standIns.begin(standInsConfig(config, secrets, demoStaff, cisAgent, cisCustomers))
  const opening = openInstallationDatabase({ config, ...given, stopping, say, exclusive: true })
  // If one fails, wait for the others first: `stopping` can then close them.
  await Promise.allSettled([loading, ready, opening])
  const [[{ serve }, { standInsProxy }], ports, opened] = await Promise.all([loading, ready, opening])
  const issuer = config.identity?.issuer ?? config.standIns.identity
  const { ownerUrl, keys } = opened
  const { encryptionKey } = keys
  await fillIfEmpty({ config, ownerUrl, encryptionKey, issuer, people: config.demoPeople, say })
  await registerCis(ownerUrl, config)
  const tour = tourOf(config)
  const demo = { ports, secrets, tour, serverFactory: await standInsProxy(config, ports) }
  await serve({ config, opened, demo, stopping })
  announce(config, tour, say)
}
