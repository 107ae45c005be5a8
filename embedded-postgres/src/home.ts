import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { StartRefused } from './errors.ts'

/** The operating system's account that PostgreSQL runs as, if it is not our own. */
export type Account = { uid: number; gid: number }

/**
 * Where the cluster is, and the account it runs as (null: our own). `sheltered`: the cluster is not in the data folder, which
 * that account cannot reach.
 */
export type Home = { folder: string; account: Account | null; sheltered: boolean }

/** The default folder for data of root that the account of PostgreSQL cannot reach elsewhere. */
export const SHELTER = '/var/lib/embedded-postgres'

/**
 * Decides where the data is kept. This is the data folder itself, with one exception: PostgreSQL does not run as root, and its
 * account often cannot reach a folder of root, such as /root. The data is then kept in a folder below `shelter` that is
 * named after the data folder. A cluster that already exists stays where it is and runs as its owner.
 * @throws StartRefused if that owner can no longer reach the cluster
 */
export function chooseHome(dataFolder: string, shelter: string = SHELTER): Home {
  mkdirSync(dataFolder, { recursive: true })
  const plain = realpathSync(dataFolder)
  if (!isRoot()) return { folder: plain, account: null, sheltered: false }

  const sheltered = join(shelter, nameFor(plain))
  const existing = [plain, sheltered].find((folder) => existsSync(join(folder, 'postgres', 'PG_VERSION')))
  if (existing !== undefined) {
    const { uid, gid } = statSync(join(existing, 'postgres'))
    const account = uid === 0 ? unprivilegedAccount() : { uid, gid }
    if (!canReach(account, existing)) {
      throw new StartRefused(
        `User ${account.uid}, who owns the database, cannot reach the data folder ${existing}: ` +
          'give that user access, or use another data folder.',
      )
    }
    return { folder: existing, account, sheltered: existing !== plain }
  }
  const account = unprivilegedAccount()
  if (canReach(account, plain)) return { folder: plain, account, sheltered: false }
  mkdirSync(sheltered, { recursive: true, mode: 0o755 })
  return { folder: sheltered, account, sheltered: true }
}

/** The folder's own name to recognize it by, and a hash of its path to keep it unique. */
function nameFor(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return `${basename(folder).replace(/[^\w-]/g, '')}-${hash}`
}

/** Tells whether this process runs as root. PostgreSQL refuses to. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Returns the account `postgres`, or else `nobody`. Throws StartRefused if this machine has neither. */
export function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u')
    const gid = idOf(name, '-g')
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid }
  }
  throw new StartRefused(
    'PostgreSQL does not run as root, and this machine has neither an account postgres nor an account nobody: ' +
      'start as an ordinary user.',
  )
}

/** Tells whether an account can enter a folder. */
export function canReach(account: Account, folder: string): boolean {
  const cd = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' })
  return cd.status === 0
}

function idOf(name: string, flag: '-u' | '-g'): number | null {
  const id = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return id.status === 0 ? Number(id.stdout.trim()) : null
}
