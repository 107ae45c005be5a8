import { spawnSync } from 'node:child_process'
import { StartRefused } from './start-refused.ts'

/** Whom PostgreSQL runs as, where that is not ourselves. */
export type Account = { uid: number; gid: number }

/** Are we root, as whom PostgreSQL refuses to run? */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** The account `postgres`, or else `nobody`. Throws StartRefused on a machine that has neither. */
export function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u')
    const gid = idOf(name, '-g')
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid }
  }
  throw new StartRefused(
    'PostgreSQL does not run as root and this machine has neither an account postgres nor nobody: ' +
      'start Porchlight as an ordinary user.',
  )
}

/** May this account go into the folder? */
export function canReach(account: Account, folder: string): boolean {
  const cd = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' })
  return cd.status === 0
}

function idOf(name: string, flag: '-u' | '-g'): number | null {
  const id = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return id.status === 0 ? Number(id.stdout.trim()) : null
}
