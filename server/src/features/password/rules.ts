import { passwordLength } from '@porchlight/contract/password.ts'
import type { FieldProblem } from '@porchlight/contract/reasons.ts'
import { canonicalPassword, isSamePassword } from '#features/sign-in/index.ts'
import { isCommonPassword } from './common-passwords.ts'

/** A shorter user name may stand in a password by chance. */
const tellingLength = 4

/**
 * Returns the problems of a new password. Its length is the utility's setting. It must not contain the user name, be a common
 * password, be the current one, or differ from its repetition. Returns an empty list if there is no problem.
 */
export function newPasswordProblems(
  typed: { currentPassword: string; newPassword: string; repeatedPassword: string },
  account: { userName: string; utilityName: string; leastLength: number },
): FieldProblem[] {
  const { currentPassword, newPassword, repeatedPassword } = typed
  const { userName, utilityName, leastLength } = account
  const problems: FieldProblem[] = []
  const isShort = passwordLength(newPassword) < leastLength
  if (isShort) problems.push({ field: 'newPassword', reason: 'password-too-short' })
  const name = canonicalPassword(userName).toLowerCase()
  const namesUser = [newPassword, canonicalPassword(newPassword)].some((spelling) =>
    spelling.toLowerCase().includes(name),
  )
  if (userName.length >= tellingLength && namesUser)
    problems.push({ field: 'newPassword', reason: 'password-names-user' })
  if (!isShort && isCommonPassword(newPassword, [utilityName]))
    problems.push({ field: 'newPassword', reason: 'password-too-common' })
  if (isSamePassword(newPassword, currentPassword))
    problems.push({ field: 'newPassword', reason: 'password-same-as-before' })
  if (!isSamePassword(newPassword, repeatedPassword))
    problems.push({ field: 'repeatedPassword', reason: 'password-not-repeated' })
  return problems
}
