import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Account, canReach, isRoot, unprivilegedAccount } from './account.ts'
import { StartRefused } from './start-refused.ts'

/** Where root keeps what the account of PostgreSQL cannot reach elsewhere. */
export const SHELTER = '/var/lib/porchlight'

/** Where the cluster lives, and the account it runs as (null: our own). */
export type Home = { folder: string; account: Account | null; sheltered: boolean }

/**
 * Decides where the data lives: the data folder itself, except that root, whose folders (as /root) PostgreSQL's
 * account may not reach, gets a folder below `shelter` named after the data folder. Where a cluster is already
 * there, it decides: it stays where it is and runs as its owner.
 * @throws StartRefused when that owner can no longer reach it
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
        `The data folder ${existing} cannot be reached by user ${account.uid}, to whom its database belongs: ` +
          'let that user in, or set PORCHLIGHT_DATA to another folder.',
      )
    }
    return { folder: existing, account, sheltered: existing !== plain }
  }
  const account = unprivilegedAccount()
  if (canReach(account, plain)) return { folder: plain, account, sheltered: false }
  mkdirSync(sheltered, { recursive: true, mode: 0o755 })
  return { folder: sheltered, account, sheltered: true }
}

function nameFor(folder: string): string {
  return `${basename(folder).replace(/[^\w-]/g, '')}-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
}
