/** The code of a system error (`ENOENT`, `EACCES`), or null for any other kind of error. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
