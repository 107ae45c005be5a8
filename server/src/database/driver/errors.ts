import type { DatabaseError } from 'pg'

/** What PostgreSQL refused. Only its code and names are fit for a log: message and detail may quote values of rows. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError'
  readonly code: string
  readonly severity: string
  readonly detail: string | undefined
  readonly hint: string | undefined
  readonly where: string | undefined
  readonly routine: string | undefined
  readonly schema_name: string | undefined
  readonly table_name: string | undefined
  readonly column_name: string | undefined
  readonly constraint_name: string | undefined

  constructor(told: DatabaseError) {
    super(told.message)
    this.code = told.code ?? 'XX000'
    this.severity = told.severity ?? 'ERROR'
    this.detail = told.detail
    this.hint = told.hint
    this.where = told.where
    this.routine = told.routine
    this.schema_name = told.schema
    this.table_name = told.table
    this.column_name = told.column
    this.constraint_name = told.constraint
  }
}

export type ConnectionErrorCode =
  | 'CONNECT_TIMEOUT'
  | 'CONNECTION_CLOSED'
  | 'CONNECTION_ENDED'
  | 'POOL_TIMEOUT'
  | 'STATEMENT_TIMEOUT'

const sentences: Record<ConnectionErrorCode, string> = {
  CONNECT_TIMEOUT: 'The database did not answer in time.',
  CONNECTION_CLOSED: 'The connection to the database was lost.',
  CONNECTION_ENDED: 'The connections to the database are being closed.',
  POOL_TIMEOUT: 'No connection to the database became free in time.',
  STATEMENT_TIMEOUT: 'The database did not answer a statement in time.',
}

/** There is no connection, or the one in use was lost: what was sent over it may not have been done. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'

  constructor(
    readonly code: ConnectionErrorCode | (string & {}),
    options?: { cause?: unknown },
  ) {
    super(sentences[code as ConnectionErrorCode] ?? `The database cannot be reached (${code}).`, options)
  }
}

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && 'severity' in error && 'code' in error

/** Returns the driver's error as ours: a PostgresError, or a ConnectionError with the system's code where it has one. */
export function asOurError(error: unknown): Error {
  if (error instanceof PostgresError || error instanceof ConnectionError) return error
  if (isDatabaseError(error)) return new PostgresError(error)
  // A mistake of the caller, such as a value that no column can hold.
  if (error instanceof TypeError || error instanceof RangeError) return error
  const { code } = error as { code?: unknown }
  return new ConnectionError(typeof code === 'string' ? code : 'CONNECTION_CLOSED', { cause: error })
}

/** Temporary error classes: cannot connect (08), no resources left (53), stopped by an operator (57), disk errors (58). */
const passingClasses = /^(08|53|57|58)/
const passingCodes = new Set([
  '25006', // Read only: a standby that is about to be promoted.
  '25P03', // Idle in a transaction for too long.
  '40001', // Could not be serialized.
  '40P01', // Deadlock.
  '55P03', // A lock was not to be had in time.
])

/** Returns whether a retry can succeed later, because the database is unreachable, overloaded, full or restarting. */
export function isOutage(error: unknown): boolean {
  if (error instanceof ConnectionError) return true
  if (!(error instanceof PostgresError)) return false
  const { code, severity, routine } = error
  if (severity === 'FATAL' || severity === 'PANIC') return true
  // A migration of a newer version changed a table under a prepared statement: a new connection prepares it anew.
  if (code === '0A000' && routine === 'RevalidateCachedQuery') return true
  return passingClasses.test(code) || passingCodes.has(code)
}

/** Returns whether the connection was lost, which rolls back its open transaction. */
export function wasCutOff(error: unknown): boolean {
  if (error instanceof PostgresError) return error.severity === 'FATAL' || error.severity === 'PANIC'
  if (!(error instanceof ConnectionError)) return false
  return ['CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE'].includes(error.code)
}

/** Returns whether the error comes from overload and not from an unreachable database. */
export function isOverload(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === 'POOL_TIMEOUT' || code === '53300' || code === '57014' || code === '55P03'
}
