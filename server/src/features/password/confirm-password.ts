import type { FieldProblem } from '@porchlight/contract/reasons.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { fewAtOnce, isPassword, rightHash } from '#features/sign-in/index.ts'
import type { Outside } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { hashSettingsOfSession } from './queries.ts'

/** Attempts within a quarter of an hour. */
const limit = 10

type Confirmed = {
  tokenHash: Uint8Array
  userName: string
  /** The hash that a change compares once more; undefined for a wrong password. */
  verifiedHash: string | undefined
}

/**
 * Verifies the current password of a session's customer, ahead of the transaction. A refusal is handed on, not thrown: who is
 * asking is decided first, and the refusal has its line in the record. Only a customer's own session gets as far as this.
 */
export async function confirmPassword(
  currentPassword: string,
  { pool, grant, request, installation }: Outside,
): Promise<Confirmed | Refusal> {
  if (request.site !== 'portal' || !request.credential) return new Refusal('not-signed-in')
  const tokenHash = hashToken(request.credential)
  const credential = await hashSettingsOfSession.first(pool, { tokenHash })
  if (!credential) return new Refusal('not-signed-in')
  const { webUserId, hashSettings, userName } = credential
  const what = `change-password web-user ${webUserId}`
  if (!(await countAttempt(pool, grant, installation, what, limit))) return new Refusal('too-many-attempts')
  const verifiedHash = await fewAtOnce(() =>
    rightHash(
      hashSettings,
      currentPassword,
      async (hash) => (await isPassword.one(pool, { webUserId, hash })).isRight,
    ),
  )
  return { tokenHash, userName, verifiedHash }
}

/** Returns the refusal of a wrong current password, with what else is wrong. */
export const wrongPassword = (fields: readonly FieldProblem[] = []): Refusal =>
  new Refusal('password-wrong', {
    fields: [{ field: 'currentPassword', reason: 'password-wrong' }, ...fields],
  })
