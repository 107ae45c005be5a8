import { hash, randomBytes } from 'node:crypto'

/** What an entry says. Times are UTC with microseconds, as PostgreSQL keeps them. */
export type EntryFacts = {
  recordEntryId: number
  atText: string
  event: string
  action: string
  actorKind: string
  csrId: string | null
  webUserId: number | null
  accountId: number | null
  masqueradeId: string | null
  clientId: string | null
  taskId: number | null
  correlationId: string
  reason: string | null
  /** Without the reason that a person typed. */
  details: Record<string, string | number | boolean | null>
}

/** A value that may have to be erased: the leaf has a hash of salt and value, which stays when both are gone. */
export type Erasable =
  | { value: string; salt: Buffer }
  | { commitment: Buffer }
  /** The entry never had this value. */
  | null

export type LeafValues = { ipAddress: Erasable; givenReason: Erasable }

const saltBytes = 32

/** Returns 32 random bytes, or null where there is no value to hide. */
export const saltFor = (value: string | null): Buffer | null =>
  value === null ? null : randomBytes(saltBytes)

/** Returns the hash that the leaf has in place of an erasable value. */
export const commitmentOf = (value: string, salt: Buffer): Buffer =>
  hash('sha256', Buffer.concat([salt, Buffer.from(value)]), 'buffer')

const committed = (erasable: Erasable): string | null => {
  if (erasable === null) return null
  const commitment =
    'commitment' in erasable ? erasable.commitment : commitmentOf(erasable.value, erasable.salt)
  return commitment.toString('hex')
}

/** The hashes, in hex, that the leaf has in place of erasable values. */
export type LeafHashes = { ipHash: string | null; givenReasonHash: string | null }

/** Returns the leaf of an entry, whose erasable values are given with their salts, or as their commitments. */
export const leafText = (facts: EntryFacts, values: LeafValues): string =>
  leafOfHashes(facts, {
    ipHash: committed(values.ipAddress),
    givenReasonHash: committed(values.givenReason),
  })

/**
 * Returns the leaf of an entry: its facts as canonical JSON (RFC 8785: members in the order of their names, no spaces). Facts
 * that an entry does not have are left out. A verification runs this for every entry: it is written to be fast.
 */
export function leafOfHashes(facts: EntryFacts, { ipHash, givenReasonHash }: LeafHashes): string {
  const { details } = facts
  const members =
    number('account', facts.accountId) +
    text('action', facts.action) +
    text('actor', facts.actorKind) +
    plain('at', facts.atText) +
    text('client', facts.clientId) +
    text('csr', facts.csrId) +
    (Object.keys(details).length > 0 ? `,"details":${canonicalDetails(details)}` : '') +
    number('entry', facts.recordEntryId) +
    text('event', facts.event) +
    plain('givenReasonHash', givenReasonHash) +
    plain('ipHash', ipHash) +
    text('masquerade', facts.masqueradeId) +
    text('reason', facts.reason) +
    plain('request', facts.correlationId) +
    number('task', facts.taskId) +
    number('webUser', facts.webUserId)
  return `{${members.slice(1)}}`
}

/** Returns the leaf of an entry as a statement reads it. */
export const leafOfEntry = (entry: Omit<EntryFacts, 'details'> & LeafHashes & { details: unknown }): string =>
  leafOfHashes({ ...entry, details: entry.details as EntryFacts['details'] }, entry)

const text = (name: string, value: string | null) =>
  value === null ? '' : isPlain.test(value) ? `,"${name}":"${value}"` : `,"${name}":${JSON.stringify(value)}`
/** Of times, hashes and identifiers of requests, which PostgreSQL writes: they have nothing to escape. */
const plain = (name: string, value: string | null) => (value === null ? '' : `,"${name}":"${value}"`)
/** Names of actions, events and people at the desk: JSON writes them as they are. */
const isPlain = /^[\w:. -]*$/
const number = (name: string, value: number | null) => (value === null ? '' : `,"${name}":${value}`)

/** Returns details as canonical JSON. Most are flat and in order already: for these JSON.stringify writes the same, and faster. */
function canonicalDetails(details: EntryFacts['details']): string {
  let last = ''
  for (const name in details) {
    const value = details[name]
    if (name < last || (typeof value === 'object' && value !== null)) return canonical(details)
    last = name
  }
  return JSON.stringify(details)
}

/** Returns a value as canonical JSON. RFC 8785 writes strings and numbers as ECMAScript does. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.entries(value)
  if (members.length > 1) members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
