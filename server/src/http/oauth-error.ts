/** The error codes of RFC 6749, RFC 7009 and RFC 8693 that this server answers with, and their HTTP status. */
const statuses = {
  invalid_request: 400,
  invalid_grant: 400,
  invalid_client: 401,
  invalid_token: 401,
  invalid_target: 400,
  invalid_scope: 400,
  unsupported_grant_type: 400,
  unsupported_token_type: 400,
  slow_down: 429,
  temporarily_unavailable: 503,
  server_error: 500,
} as const

export type OAuthErrorCode = keyof typeof statuses

/**
 * Refuses a request of another system in the form of RFC 6749, section 5.2. The sender learns the kind of fault
 * only; `why` is for the record.
 */
export class OAuthError extends Error {
  readonly status: number

  constructor(
    readonly code: OAuthErrorCode,
    readonly description: string,
    /** A kebab name of the fault, for the record and the log. */
    readonly why: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${why}`, options)
    this.status = statuses[code]
  }

  toBody() {
    return { error: this.code, error_description: this.description }
  }
}

/**
 * Refuses a token. RFC 8693, section 2.2.2: an invalid or unacceptable token is `invalid_request`. The sender learns nothing about
 * which check failed: the record does.
 */
export const badToken = (why: string, cause?: unknown) =>
  new OAuthError('invalid_request', 'The token is not valid here.', why, cause === undefined ? {} : { cause })

/** Refuses a request whose parameters are wrong. */
export const badRequest = (description: string, why: string) =>
  new OAuthError('invalid_request', description, why)
