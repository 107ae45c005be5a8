#!/usr/bin/env node
/**
 * Verifies entries of a Porchlight record, without Porchlight and without its database. It needs Node and nothing else.
 *
 *   node verify-record.mjs PUBLIC-KEYS FILE.tlog-proof ...
 *   node verify-record.mjs PUBLIC-KEYS EXPORT.jsonl ...
 *   node verify-record.mjs PUBLIC-KEYS FILE.approval ...
 *
 * PUBLIC-KEYS is a text file with one public key a line, as the utility gave it to you: the first day on which it signs, the last one if it has
 * ended, and the key. Each proof file has, in plain text:
 * the entry itself ("extra", base64), its number in the record ("index"), the hashes that lead from it to the root of the
 * record's tree, and a checkpoint: the record's name, its size and its root, signed by the utility.
 *
 * PUBLIC-KEYS may also have the public keys of witnesses: others who sign checkpoints after they saw that the record only grew.
 *
 * What is checked for each file:
 *   1. the checkpoint is signed by one of the public keys (Ed25519), and where there are witnesses among them, by one of the witnesses too;
 *   2. the entry, hashed together with the given hashes, gives the root that was signed (RFC 6962). A changed letter of the
 *      entry would give another root.
 * Where a file FILE.values.json is beside the proof, it has values that the entry only holds the hash of (an address, a typed
 * reason), each with its salt: they are checked against these hashes.
 *
 * An export (.jsonl) has many entries by one checkpoint: a first line with the checkpoint, a line for each entry ("leaf", "index", "path", and
 * "values" as above), and a last line with their number, without which the file was cut off. Long files show how far the reading is.
 *
 * A customer's approval of a change that support prepared (.approval) is a signed note: the exact change as canonical JSON (RFC 8785). Its
 * printed SHA-256 is in the record's entry of the approval ("approval" in its details): prove that entry too, and nobody can have exchanged
 * the note since.
 *
 * Formats: https://c2sp.org/tlog-proof, tlog-checkpoint, signed-note, tlog-cosignature. Prints one line a file; the exit code is 1 if one fails.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const leafHash = (text) => sha256(Buffer.of(0), text)
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right)

/** A public key: `name+id+base64(type, 32 bytes)`, behind its days. Type 1 is a record's, type 4 a witness's. */
function readKey(line) {
  const words = line.trim().split(/\s+/)
  const vkey = words.at(-1)
  const until = words.length > 2 ? words[1] : undefined
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? []
  const material = Buffer.from(encoded ?? '', 'base64')
  const keyId = sha256(`${name}\n`, material).subarray(0, 4)
  const isWitness = material[0] === 4
  if (keyId.toString('hex') !== id || !(material[0] === 1 || isWitness) || material.length !== 33)
    throw new Error(`not a public key: ${line}`)
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: material.subarray(1).toString('base64url') }
  return { name, keyId, until, isWitness, key: createPublicKey({ key: jwk, format: 'jwk' }) }
}

/** Verifies a signature of a text. A witness signs a header, the time (eight bytes before its signature) and the text. */
function isSignedBy({ isWitness, key }, text, signature) {
  if (!isWitness) return verify(null, Buffer.from(text), key, signature)
  if (signature.length !== 72) return false
  const cosigned = `cosignature/v1\ntime ${signature.readBigUInt64BE(0)}\n${text}`
  return verify(null, Buffer.from(cosigned), key, signature.subarray(8))
}

/** Returns the text of a signed note, which of the record's keys signed it, and which witnesses, when. */
function openNote(note, keys) {
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  const signed = note
    .slice(end + 2)
    .split('\n')
    .flatMap((line) => {
      const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? []
      const bytes = Buffer.from(encoded ?? '', 'base64')
      const signer = keys.find((one) => one.name === name && one.keyId.equals(bytes.subarray(0, 4)))
      const signature = bytes.subarray(4)
      return signer && isSignedBy(signer, text, signature) ? [{ signer, signature }] : []
    })
  const signers = signed.flatMap(({ signer }) => (signer.isWitness ? [] : [signer]))
  if (signers.length === 0) throw new Error('it is not signed by any of the public keys')
  const witnesses = signed.flatMap(({ signer, signature }) =>
    signer.isWitness
      ? [{ name: signer.name, at: new Date(Number(signature.readBigUInt64BE(0)) * 1000).toISOString() }]
      : [],
  )
  return { text, signers, witnesses }
}

/** Returns name, size and root of a checkpoint that one of the keys signed, and the last day of that key. */
function readCheckpoint(note, keys) {
  const { text, signers, witnesses } = openNote(note, keys)
  if (witnesses.length === 0 && keys.some(({ isWitness }) => isWitness))
    throw new Error('no witness has cosigned its checkpoint')
  const [origin, size, root] = text.split('\n')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), signers, witnesses }
}

/** The root of a tree of `size` leaves, from one leaf and the hashes beside its path, the lowest first. */
function rootFrom(hash, index, size, path) {
  if (size === 1) return path.length === 0 ? hash : undefined
  const sibling = path.at(-1)
  let split = 1
  while (split * 2 < size) split *= 2
  const below =
    index < split
      ? rootFrom(hash, index, split, path.slice(0, -1))
      : rootFrom(hash, index - split, size - split, path.slice(0, -1))
  if (!below || !sibling) return undefined
  return index < split ? nodeHash(below, sibling) : nodeHash(sibling, below)
}

/** How far a witness's clock may be behind the record's, in milliseconds. */
const clockSkewMs = 5 * 60_000

/** Says which witnesses cosigned the checkpoint, and when by their clocks. */
const witnessed = ({ witnesses }) =>
  witnesses.map(({ name, at }) => `, witnessed by ${name} at ${at}`).join('')

/** Refuses a signature whose keys had all ended before the moment that it is about. */
function refuseEnded(signers, at, what) {
  if (signers.every(({ until }) => until !== undefined && until < at.slice(0, 10)))
    throw new Error(`the key that signed it had ended before the ${what} was made`)
}

/** Returns what an entry says, with the values that it only has hashes of. Throws where it is not the one that was sealed. */
function verifyEntry({ entry, position, hashes, values }, { size, root, signers, witnesses }) {
  const path = hashes.map((line) => Buffer.from(line, 'base64'))
  if (!(position < size) || !rootFrom(leafHash(entry), position, size, path)?.equals(root))
    throw new Error('the entry is not the one that was sealed in this place of the record')
  const facts = JSON.parse(entry)
  // A checkpoint is signed after its entries: a key that had ended before one of them cannot have signed it then.
  refuseEnded(signers, facts.at, 'entry')
  if (witnesses.some(({ at }) => Date.parse(at) + clockSkewMs < Date.parse(facts.at)))
    throw new Error('a witness cosigned the checkpoint before the entry was made')
  for (const [name, { value, salt }] of Object.entries(values)) {
    if (sha256(Buffer.from(salt, 'hex'), value).toString('hex') !== facts[`${name}Hash`])
      throw new Error(`the value of ${name} is not the one that was sealed`)
    facts[name] = value
    delete facts[`${name}Hash`]
  }
  return facts
}

/** Verifies an export line by line, however long it is. */
async function verifyExport(file, keys) {
  const bytes = statSync(file).size
  const isShown = process.stderr.isTTY && bytes > 1_000_000
  let read = 0
  let lines = 0
  let checkpoint
  let end
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    read += Buffer.byteLength(line) + 1
    try {
      const part = JSON.parse(line)
      if (end) throw new Error('there is something behind the last line')
      if (!checkpoint) {
        if (part.format !== 'porchlight-record-export') throw new Error('not an export of a record')
        checkpoint = readCheckpoint(part.checkpoint, keys)
      } else if (part.end) end = part
      else {
        const { leaf: entry, index: position, path: hashes, values = {} } = part
        verifyEntry({ entry, position, hashes, values }, checkpoint)
        lines += 1
      }
    } catch (error) {
      throw new Error(`line ${checkpoint ? lines + 2 : 1}: ${error.message}`)
    }
    if (isShown && lines % 500 === 0) process.stderr.write(`\r${Math.floor((read / bytes) * 100)} % `)
  }
  if (isShown) process.stderr.write('\r      \r')
  if (!end) throw new Error(`the file was cut off behind ${lines} entries, which are proved: export it again`)
  if (end.lines !== lines)
    throw new Error(`the last line promises ${end.lines} entries, and there are ${lines}`)
  const { origin, size } = checkpoint
  const rest = end.unsealed > 0 ? `; ${end.unsealed} newer ones were not sealed yet` : ''
  return `${lines} entries of ${size} in ${origin}${witnessed(checkpoint)}${rest}`
}

/** A value as canonical JSON (RFC 8785): members in the order of their names, no spaces. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

/** Verifies a customer's approval. Its name and the record's key must be the same installation's. */
function verifyApproval(file, keys) {
  const note = readFileSync(file, 'utf8')
  const { text, signers } = openNote(note, keys)
  const [format, json = '', end, ...rest] = text.split('\n')
  if (format !== 'porchlight-approval/1' || end !== '' || rest.length > 0)
    throw new Error('not an approval of a prepared change')
  const facts = JSON.parse(json)
  if (canonical(facts) !== json) throw new Error('the approval is not in its canonical form')
  if (signers.every(({ name }) => name !== facts.record))
    throw new Error('the approval belongs to another installation than the key')
  refuseEnded(signers, facts.approvedAt, 'approval')
  return `approval of task ${facts.preparedTask} in ${facts.record}, SHA-256 ${sha256(note).toString('hex')}: ${json}`
}

function verifyFile(file, keys) {
  const [head, ...rest] = readFileSync(file, 'utf8').split('\n\n')
  const [format, extra = '', index = '', ...hashes] = head.split('\n')
  if (format !== 'c2sp.org/tlog-proof@v1' || !extra.startsWith('extra ') || !/^index \d+$/.test(index))
    throw new Error('not a proof file of a record')
  const entry = Buffer.from(extra.slice('extra '.length), 'base64').toString()
  const position = Number(index.slice('index '.length))
  const checkpoint = readCheckpoint(rest.join('\n\n'), keys)
  const { origin, size } = checkpoint
  const values = file.replace(/\.tlog-proof$/, '.values.json')
  const given = existsSync(values) ? JSON.parse(readFileSync(values, 'utf8')) : {}
  const facts = verifyEntry({ entry, position, hashes, values: given }, checkpoint)
  return `entry ${position} of ${size} in ${origin}${witnessed(checkpoint)}: ${JSON.stringify(facts)}`
}

const [keysFile, ...files] = process.argv.slice(2)
if (!keysFile || files.length === 0) {
  console.error(
    'Usage: node verify-record.mjs PUBLIC-KEYS (FILE.tlog-proof | EXPORT.jsonl | FILE.approval) ...',
  )
  process.exit(2)
}
const keys = readFileSync(keysFile, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map(readKey)
for (const file of files) {
  try {
    const verifyIt = file.endsWith('.jsonl')
      ? verifyExport
      : file.endsWith('.approval')
        ? verifyApproval
        : verifyFile
    const proved = await verifyIt(file, keys)
    console.log(`${file}: PROVED, ${proved}`)
  } catch (error) {
    console.log(`${file}: NOT PROVED, ${error.message}`)
    process.exitCode = 1
  }
}
