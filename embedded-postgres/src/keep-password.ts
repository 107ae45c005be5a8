import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readIfThere } from './read-if-there.ts'
import { StartRefused } from './start-refused.ts'
import { writePrivateFile } from './write-private-file.ts'

/**
 * The superuser's password, 256 random bits, kept beside the cluster it opens.
 * @param hasCluster whether there is a cluster already, which no new password would open
 * @throws StartRefused when the cluster is there and its password is not
 */
export function keepPassword(home: string, hasCluster: boolean): string {
  const path = join(home, 'postgres.password')
  const kept = readIfThere(path)?.trim() ?? ''
  if (kept !== '') return kept
  if (hasCluster) {
    throw new StartRefused(
      `The data folder ${home} has lost its file postgres.password: put it back from a backup, ` +
        'or set PORCHLIGHT_DATA to another folder.',
    )
  }
  const password = randomBytes(32).toString('base64url')
  writePrivateFile(path, `${password}\n`)
  return password
}
