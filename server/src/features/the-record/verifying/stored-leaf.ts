import { hash } from 'node:crypto'
import { type EntryFacts, leafOfHashes } from '../leaf.ts'

/** SQL: the columns of a leaf and its entry, in the order in which a part of the record has them. */
export const leafColumns = [
  'leaf_index',
  'record_entry_id',
  'at',
  'event',
  'action',
  'actor_kind',
  'csr_id',
  'web_user_id',
  'account_id',
  'masquerade_id',
  'client_id',
  'task_id',
  'correlation_id',
  'reason',
  'details',
  'ip_address',
  'ip_salt',
  'ip_commitment',
  'given_reason',
  'given_reason_salt',
  'given_reason_commitment',
] as const

/** The values of each column, one for each leaf. */
type Columns = [
  leafIndex: number[],
  entryId: number[],
  at: (string | null)[],
  event: string[],
  action: string[],
  actorKind: string[],
  csrId: (string | null)[],
  webUserId: (number | null)[],
  accountId: (number | null)[],
  masqueradeId: (string | null)[],
  clientId: (string | null)[],
  taskId: (number | null)[],
  correlationId: string[],
  reason: (string | null)[],
  details: EntryFacts['details'][],
  ipAddress: (string | null)[],
  ipSalt: (string | null)[],
  ipCommitment: (string | null)[],
  givenReason: (string | null)[],
  givenReasonSalt: (string | null)[],
  givenReasonCommitment: (string | null)[],
]

/** Leaves with their entries as the database has them, column by column: the names of the columns would cost more than the values. */
export class StoredLeaves {
  readonly #columns: Columns | undefined

  /** @param columns as the statement returns them: null for each where there is no leaf */
  constructor(columns: unknown) {
    const read = columns as Columns | (null[] & { length: Columns['length'] })
    this.#columns = read[0] === null ? undefined : (read as Columns)
  }

  /** Returns the index of a leaf in the tree; undefined behind the last. */
  indexOf(at: number): number | undefined {
    return this.#columns?.[0][at]
  }

  entryIdOf(at: number): number {
    return this.#columns?.[1][at] ?? 0
  }

  /** Returns the time of a leaf's entry; undefined where the entry is not there. */
  timeOf(at: number): string | undefined {
    const text = this.#columns?.[2][at]
    return text == null ? undefined : utcWithMicroseconds(text)
  }

  /** Returns the text of a leaf as its entry gives it. */
  textOf(at: number, atText: string): string {
    const columns = this.#columns
    if (!columns) throw new RangeError('there is no leaf')
    return leafOfHashes(
      {
        recordEntryId: columns[1][at] as number,
        atText,
        event: columns[3][at] as string,
        action: columns[4][at] as string,
        actorKind: columns[5][at] as string,
        csrId: columns[6][at] ?? null,
        webUserId: columns[7][at] ?? null,
        accountId: columns[8][at] ?? null,
        masqueradeId: columns[9][at] ?? null,
        clientId: columns[10][at] ?? null,
        taskId: columns[11][at] ?? null,
        correlationId: columns[12][at] as string,
        reason: columns[13][at] ?? null,
        details: columns[14][at] as EntryFacts['details'],
      },
      {
        ipHash: hashOf(columns[15][at], columns[16][at], columns[17][at]),
        givenReasonHash: hashOf(columns[18][at], columns[19][at], columns[20][at]),
      },
    )
  }
}

const scratch = Buffer.alloc(4096)

/**
 * Returns the hash, in hex, that a leaf has in place of an erasable value: its commitment where the value was erased. A value without its
 * salt and a salt without its value give a hash that cannot fit. Salt and commitment are in hex.
 */
function hashOf(value: Text, salt: Text, commitment: Text): string | null {
  if (value == null && commitment != null) return commitment
  if (value == null && salt == null) return null
  const saltLength = scratch.write(salt ?? '', 'hex')
  // A character of UTF-8 has at most three bytes for each unit of the text.
  if (saltLength + (value?.length ?? 0) * 3 > scratch.length)
    return hash('sha256', Buffer.concat([Buffer.from(salt ?? '', 'hex'), Buffer.from(value ?? '')]), 'hex')
  return hash('sha256', scratch.subarray(0, saltLength + scratch.write(value ?? '', saltLength)), 'hex')
}

type Text = string | null | undefined

/** Returns a time as leaves have it: JSON of PostgreSQL leaves zeros at the end of the fraction out. */
function utcWithMicroseconds(text: string): string {
  if (text.length === 26) return `${text}Z`
  return text.length === 19 ? `${text}.000000Z` : `${text.padEnd(26, '0')}Z`
}
