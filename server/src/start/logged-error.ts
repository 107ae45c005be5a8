type Told = Error &
  Partial<
    Record<
      | 'code'
      | 'constraint_name'
      | 'table_name'
      | 'column_name'
      | 'error'
      | 'error_description'
      | 'command'
      | 'response',
      string
    >
  > &
  Partial<Record<'status' | 'responseCode', number>> & { providerAnswer?: Record<string, unknown> }

/** Anything that looks like an e-mail address: a mail server's refusal quotes its recipient. */
const address = /[^\s<>"'(),;:=]+@[^\s<>"'(),;:]+/g

/**
 * Makes the serializer of errors in the log: what failed, what the other side answered (an identity provider's error, a mail
 * server's reply), and where. PostgreSQL quotes rows and values in its errors (DETAIL, and the message of a value that does not
 * fit its type, class 22): those are customers', and stay out, as do e-mail addresses and the installation's own secrets, which
 * another server may repeat to us.
 * @param secrets passwords and keys of this installation
 */
export function errorSerializer(secrets: readonly (string | undefined)[] = []): (error: unknown) => object {
  // A short secret occurs in ordinary words, and the removed places would reveal it.
  const hidden = secrets.flatMap((secret) => (secret && secret.length >= 6 ? [secret] : []))
  const forms = hidden.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ])
  const clean = (text: unknown) => {
    if (typeof text !== 'string') return undefined
    const without = forms.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text)
    // A stranger can lead a long text here, and the search for addresses may take the square of its length.
    return without.slice(0, 4_000).replace(address, '[address]').slice(0, 1_000)
  }

  const cleaned = (fields: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'number' ? value : clean(value)]),
    )

  const serialize = (error: unknown): object => {
    if (!(error instanceof Error)) return { type: typeof error }
    const told = error as Told
    const { name, message, stack, cause, code, providerAnswer } = told
    const quotesValues = code !== undefined && /^22[0-9A-Z]{3}$/.test(code)
    return {
      type: name,
      ...(!quotesValues && { message: clean(message) }),
      code,
      status: told.status,
      ...(providerAnswer && Object.keys(providerAnswer).length > 0 && { answer: cleaned(providerAnswer) }),
      error: clean(told.error),
      errorDescription: clean(told.error_description),
      responseCode: told.responseCode,
      command: clean(told.command)?.split(' ', 2).join(' '),
      response: clean(told.response),
      constraint_name: told.constraint_name,
      table_name: told.table_name,
      column_name: told.column_name,
      // Its first lines repeat the message.
      stack: stack
        ?.split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n'),
      ...(error instanceof AggregateError && { errors: error.errors.map(serialize) }),
      ...(cause !== undefined && { cause: serialize(cause) }),
    }
  }
  return serialize
}

/** What stands of an error in the log, where there are no secrets to keep out. */
export const loggedError = errorSerializer()
