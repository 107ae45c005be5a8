import { existsSync } from 'node:fs'
import type { Config } from '@porchlight/server/config.ts'
import { addRecordKey, publicKeysFile } from '@porchlight/server/start/record-keys.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

/** Makes the key of the record in the file of PORCHLIGHT_RECORD_KEY. Throws StartRefused if there is one already. */
export function makeKey({ origins, operating }: Config, say: (sentence: string) => void): void {
  const { keyFile } = operating.record
  if (keyFile === undefined)
    throw new StartRefused('Set PORCHLIGHT_RECORD_KEY to the file that the key shall be written to.')
  if (existsSync(keyFile)) throw new StartRefused(`${keyFile} is there already: the record has its key.`)
  const { vkey } = addRecordKey(origins, keyFile, new Date().toISOString().slice(0, 10))
  say(`The key is in ${keyFile}: keep it outside the database and its backups, readable by Porchlight alone.`)
  say(`The public key is in ${publicKeysFile(keyFile)}. Give it to everybody who verifies the record:`)
  say(vkey)
}
