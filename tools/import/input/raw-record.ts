import type { Problem } from '../problem.ts'

/**
 * A record as written in the file, before its schema is applied: its line (the first, where it has several; from 1), about how many
 * bytes it takes, and its value or why it cannot be read.
 */
export type RawRecord = { line: number; bytes: number } & ({ value: unknown } | { problem: Problem })

/** A record longer than this is rejected unread: no file can fill the memory with one line. */
export const MAX_RECORD_BYTES = 1_048_576
