import { readFileSync } from 'node:fs'
import type { Pool } from '@porchlight/server/database/sql.ts'
import { type RecordKey, readPublicKeys } from '@porchlight/server/features/the-record/index.ts'
import { publicKeysFile, recordFilesOf } from '@porchlight/server/start/record-keys.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import type { OnInstallation } from '../on-installation.ts'

/** What the commands on the record work with. */
export type OnRecord = OnInstallation & {
  owner: Pool
  /** `--name value`. */
  options: ReadonlyMap<string, string>
  usage: string
}

/** Throws StartRefused if an option was given that the command does not have. */
export function takeOnly({ options, usage }: OnRecord, names: readonly string[]): void {
  for (const name of options.keys()) if (!names.includes(name)) throw new StartRefused(`Usage: ${usage}`)
}

/**
 * Reads the public keys of the record: of `--keys`, or those beside the private key. Without any file there are none.
 */
export function publicKeysOf({ config, options }: OnRecord): RecordKey[] {
  const { keyFile } = recordFilesOf(config)
  const file = options.get('keys') ?? (keyFile && publicKeysFile(keyFile))
  return file === undefined ? [] : readPublicKeys(readGiven(file, 'public keys of the record'))
}

/** Reads a file that the operator named. Throws StartRefused if it cannot be read. */
export function readGiven(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartRefused(`The ${what} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
