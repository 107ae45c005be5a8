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

/**
 * Returns the leaf of an entry: its facts as canonical JSON (RFC 8785: members in the order of their names, no spaces). Facts
 * that an entry does not have are left out.
 */
export function leafText(facts: EntryFacts, values: LeafValues): string {
  const members: [name: string, value: unknown][] = [
    ['account', facts.accountId],
    ['action', facts.action],
    ['actor', facts.actorKind],
    ['at', facts.atText],
    ['client', facts.clientId],
    ['csr', facts.csrId],
    ['details', Object.keys(facts.details).length > 0 ? facts.details : null],
    ['entry', facts.recordEntryId],
    ['event', facts.event],
    ['givenReasonHash', committed(values.givenReason)],
    ['ipHash', committed(values.ipAddress)],
    ['masquerade', facts.masqueradeId],
    ['reason', facts.reason],
    ['request', facts.correlationId],
    ['task', facts.taskId],
    ['webUser', facts.webUserId],
  ]
  const present = members.filter(([, value]) => value !== null)
  return `{${present.map(([name, value]) => `"${name}":${canonical(value)}`).join(',')}}`
}

/** Returns a value as canonical JSON. RFC 8785 writes strings and numbers as ECMAScript does. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
