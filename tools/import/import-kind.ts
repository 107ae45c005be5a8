import type { Sql } from '@porchlight/server/database/sql.ts'
import type { EncryptionKeys } from '@porchlight/server/encryption/encryption-keys.ts'
import type { z } from 'zod'
import type { Problem } from './problem.ts'

/** The installation's keys; without the others, the current key alone. */
export type ImportKeys = Pick<EncryptionKeys, 'encryptionKey'> & Partial<EncryptionKeys>

/** What became of a batch's records: `rejected` by their place in the batch. */
export type Outcome = {
  created: number
  changed: number
  unchanged: number
  rejected: { at: number; problems: Problem[] }[]
}

/** A kind of file. `Ready` is a record that its schema has passed, with what costs time done. */
export type ImportKind<Ready extends { sourceKey: string }> = {
  /** What the records are, as the summary says it. */
  noun: string
  /** The source of truth of what a record may be; its JSON Schema is published. */
  schema: z.ZodType
  /** Normalizes and seals, while the database works on the batch before. @param record what the schema gave */
  prepare(record: never, keys: ImportKeys): Ready
  /** Writes a batch in the transaction of `sql`. No key is there twice. What breaks a rule goes back, the rest goes in. */
  store(sql: Sql, batch: readonly Ready[]): Promise<Outcome>
}
