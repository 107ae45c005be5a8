/**
 * PostgreSQL cannot be started, and a person can correct that. `message` says what is wrong and what to do, in words to
 * print as they are.
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}

/** Returns the code of a system error (`ENOENT`, `EACCES`), or null for any other error. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** Tells whether the operating system refused an access to this user. */
export function isAccessDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')
}
