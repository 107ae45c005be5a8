type Told = Error & Partial<Record<'code' | 'constraint_name' | 'table_name' | 'column_name', string>>

/**
 * What stands of an error in the log. PostgreSQL quotes rows and values in its errors (DETAIL, and the message of a value
 * that does not fit its type, class 22): those are customers', and stay out. The code and the place are enough to find it.
 */
export function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause, code, constraint_name, table_name, column_name } = error as Told
  const quotesValues = name === 'PostgresError' && code?.startsWith('22')
  return {
    type: name,
    ...(!quotesValues && { message }),
    code,
    constraint_name,
    table_name,
    column_name,
    // Its first lines repeat the message.
    stack: stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(cause !== undefined && { cause: loggedError(cause) }),
  }
}
