import {
  keyName,
  placeName,
  rotateRecordKey,
  sendCheckpoint,
} from '@porchlight/server/features/the-record/index.ts'
import { grantOf } from '@porchlight/server/policy/decide.ts'
import {
  addRecordKey,
  endOldKeys,
  publicKeysFile,
  readRecordSigning,
  recordFilesOf,
} from '@porchlight/server/start/record-keys.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { type OnRecord, takeOnly } from './on-record.ts'

/**
 * Exchanges the record's key: makes a new one, signs one checkpoint by both, and ends the old one. Where an exchange was interrupted, it is
 * finished. The application reads the key file again by itself.
 */
export async function rotateKey(on: OnRecord): Promise<void> {
  takeOnly(on, [])
  const { config, owner, say } = on
  const { origins } = config
  const { keyFile, places } = recordFilesOf(config)
  const today = new Date().toISOString().slice(0, 10)
  if (keyFile === undefined || readRecordSigning(origins, keyFile).signers.length === 0)
    throw new StartRefused('There is no key to exchange: set PORCHLIGHT_RECORD_KEY to the file that has it.')
  if (readRecordSigning(origins, keyFile).signers.length === 1) addRecordKey(origins, keyFile, today)
  const signing = readRecordSigning(origins, keyFile)
  const checkpoint = await rotateRecordKey(owner, grantOf({ kind: 'system' }, 'job:seal-record'), signing)
  say(`The checkpoint of ${checkpoint.size} entries is signed by both keys.`)
  // A witness sees it within a minute, from the application: it must know the new key by then.
  for (const place of places)
    if (!('witness' in place))
      await sendCheckpoint(place, checkpoint, AbortSignal.timeout(30_000), signing.signers.at(-1)).then(
        () => say(`It is kept in ${placeName(place)}.`),
        (error: Error) =>
          say(`It could not be kept in ${placeName(place)}: ${error.message}. The database has it.`),
      )
  endOldKeys(origins, keyFile, today)
  const newest = signing.signers.at(-1)
  if (newest)
    say(
      `From now on ${keyName(newest)} signs. Give ${publicKeysFile(keyFile)} to everybody who verifies the record:`,
    )
  say('it has both public keys with their days. Keep it: the old key verifies what it signed.')
}
