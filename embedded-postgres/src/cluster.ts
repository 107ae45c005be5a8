import { execFile } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import { readIfThere } from './read-if-there.ts'
import { StartRefused } from './start-refused.ts'
import { surroundings } from './surroundings.ts'
import { syncFolder } from './sync-folder.ts'

type NewCluster = {
  home: string
  native: string
  account: Account | null
  password: string
  durable: boolean
}

const run = promisify(execFile)

// Linux has C.UTF-8, which tells letters beyond ASCII apart; elsewhere that name is not certain to exist.
const LOCALE: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['--locale=C.UTF-8'],
  darwin: ['--locale=C', '--lc-ctype=UTF-8'],
}

/**
 * Is there a cluster in this home that PostgreSQL `major` can run?
 * @throws StartRefused when another major version wrote it
 */
export function hasCluster(home: string, major: string): boolean {
  const written = readIfThere(join(home, 'postgres', 'PG_VERSION'))?.trim() ?? null
  if (written !== null && written !== major) {
    throw new StartRefused(
      `The data folder ${home} was written by PostgreSQL ${written} and this is PostgreSQL ${major}: move the data ` +
        'with pg_dump of the other version, or set PORCHLIGHT_DATA to another folder.',
    )
  }
  return written !== null
}

/** Makes an empty cluster in `<home>/postgres`, which appears only when it is complete. */
export async function makeCluster({ home, native, account, password, durable }: NewCluster): Promise<void> {
  const draft = join(home, 'postgres.draft')
  const passwordFile = join(home, 'postgres.draft.password')
  rmSync(draft, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(draft, { mode: 0o700 })
  chmodSync(draft, 0o700)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' })
  if (account !== null) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid)
  const options = [
    ...['-D', draft, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ...(LOCALE[process.platform] ?? ['--locale=C']),
    ...(durable ? [] : ['--no-sync']),
  ]
  try {
    await run(join(native, 'bin', 'initdb'), options, { ...account, env: surroundings(), cwd: draft })
    renameSync(draft, join(home, 'postgres'))
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    const reason = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause)
    throw new Error(`PostgreSQL could not make its data folder in ${home}: ${reason.trim()}`, { cause })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  if (durable) syncFolder(home)
}
