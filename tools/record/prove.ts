import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  checkpointToProveBy,
  exportEnd,
  exportHead,
  exportLines,
  proveCustomer,
  proveRecord,
} from '@porchlight/server/features/the-record/index.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { type OnRecord, takeOnly } from './on-record.ts'
import { sayDropped } from './say-dropped.ts'

const kinds = { entry: 'entryId', account: 'accountId', 'web-user': 'webUserId' } as const

/**
 * Writes every line about one customer, each with its proof, into one file: the same file that the desk's export makes. A file that was cut
 * off lacks its last line, which the verifier tells.
 */
async function proveOneCustomer({ owner, say, usage, options }: OnRecord): Promise<void> {
  const personId = Number(options.get('customer'))
  const file = options.get('out')
  if (!Number.isSafeInteger(personId) || personId < 1 || file === undefined)
    throw new StartRefused(`Usage: ${usage}`)
  const checkpoint = await checkpointToProveBy.first(owner, {})
  if (!checkpoint) throw new StartRefused('No checkpoint of the record is signed yet: nothing can be proved.')
  let lines = 0
  let unsealed = 0
  const parts = async function* () {
    yield exportHead(checkpoint, { about: { personId }, madeAt: new Date().toISOString() })
    for await (const part of proveCustomer(owner, checkpoint, personId)) {
      lines += part.proved.length
      unsealed += part.lines - part.proved.length
      say(`${lines} lines ...`)
      yield exportLines(part.proved)
    }
    yield exportEnd(lines, unsealed)
  }
  await pipeline(parts, createWriteStream(file, { mode: 0o600 }))
  say(`${lines} lines with their proofs are in ${file}. Check them without this database:`)
  say(`node verify-record.mjs PUBLIC-KEYS ${file}`)
}

/** Writes entries with their proofs into a folder: for each a `.tlog-proof` file, and one with the values that the leaf hides. */
export async function proveEntries(on: OnRecord): Promise<void> {
  if (on.options.has('customer')) {
    takeOnly(on, ['customer', 'out'])
    return proveOneCustomer(on)
  }
  takeOnly(on, [...Object.keys(kinds), 'out'])
  const { options, owner, say, usage } = on
  const given = Object.entries(kinds).filter(([name]) => options.has(name))
  const [option] = given
  const id = Number(option && options.get(option[0]))
  const folder = options.get('out')
  if (given.length !== 1 || !option || !Number.isSafeInteger(id) || id < 1 || folder === undefined)
    throw new StartRefused(`Usage: ${usage}`)
  mkdirSync(folder, { recursive: true })
  let count = 0
  for await (const { recordEntryId, proof, values } of proveRecord(owner, { [option[1]]: id })) {
    const name = path.join(folder, `entry-${recordEntryId}`)
    writeFileSync(`${name}.tlog-proof`, proof)
    if (Object.keys(values).length > 0)
      writeFileSync(`${name}.values.json`, `${JSON.stringify(values, null, 2)}\n`)
    count += 1
  }
  await sayDropped(on)
  if (count === 0)
    throw new StartRefused('There is nothing to prove: no such entry, or no signed checkpoint with it yet.')
  say(`${count} entries with their proofs are in ${folder}. Check them without this database:`)
  say(`node verify-record.mjs PUBLIC-KEYS ${path.join(folder, '*.tlog-proof')}`)
}
