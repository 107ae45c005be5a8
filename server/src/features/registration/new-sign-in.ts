import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { leastPasswordLength, newPasswordProblems } from '#features/password/index.ts'
import { fewAtOnce, hashPassword } from '#features/sign-in/index.ts'
import type { Outside } from '#pipeline/handler.ts'
import type { Customer } from '#policy/actor.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'

/** Attempts of one network address within a quarter of an hour. A key cannot be guessed, but hashing passwords costs. */
const limit = 30

type Typed = Body<Api['registerGuest']> & { userName?: string | undefined }

/**
 * Checks the key of a mail and the password of a new sign-in, and hashes it, ahead of the transaction.
 * @param emailOf reads the address that the key proves; undefined where it works no more
 */
export async function checkedSignIn(
  typed: Typed,
  { pool, grant, request, installation }: Outside,
  emailOf: (keyHash: Uint8Array) => Promise<string | undefined>,
) {
  const keyHash = hashToken(typed.key)
  if (!(await countAttempt(pool, grant, installation, `mailed-key address ${request.network}`, limit)))
    throw new Refusal('too-many-attempts')
  const email = await emailOf(keyHash)
  if (email === undefined) throw new Refusal('mailed-key-over')
  const { utilityName } = installation
  const leastLength = await leastPasswordLength(pool)
  const names = typed.userName === undefined ? [email] : [email, typed.userName]
  const problems = names.flatMap((userName) =>
    newPasswordProblems({ ...typed, currentPassword: '' }, { userName, utilityName, leastLength }),
  )
  const fields = problems.filter(
    (one, i) => problems.findIndex(({ field, reason }) => field === one.field && reason === one.reason) === i,
  )
  if (fields.length > 0) throw new Refusal('invalid-field', { fields })
  return { keyHash, passwordHash: await fewAtOnce(() => hashPassword(typed.newPassword)) }
}

/** Returns the customer who has just got a sign-in, for the rest of this request. */
export const newCustomer = (
  { givenName, surname, locale }: Typed,
  made: { webUserId: number; userName: string; email: string; personId: number },
  ip: string,
): Customer => ({
  kind: 'customer',
  ...made,
  displayName: `${givenName} ${surname}`,
  locale,
  sessionId: null,
  lacksSecondFactor: false,
  ip,
})
