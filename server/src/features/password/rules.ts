import type { FieldProblem } from '@porchlight/contract/reasons.ts'
import { canonicalPassword, isSamePassword } from '#features/sign-in/index.ts'
import { isCommonPassword } from './common-passwords.ts'

/** A shorter user name may stand in a password by chance. */
const tellingLength = 4

/**
 * What is wrong with a new password besides its length, which the contract checks: it contains the user name, is among those
 * that are guessed first, is the one before, or was not repeated alike. Without a problem: empty.
 */
export function newPasswordProblems(
  typed: { currentPassword: string; newPassword: string; repeatedPassword: string },
  account: { userName: string; utilityName: string },
): FieldProblem[] {
  const { currentPassword, newPassword, repeatedPassword } = typed
  const { userName, utilityName } = account
  const problems: FieldProblem[] = []
  const name = canonicalPassword(userName).toLowerCase()
  const namesUser = [newPassword, canonicalPassword(newPassword)].some((spelling) =>
    spelling.toLowerCase().includes(name),
  )
  if (userName.length >= tellingLength && namesUser)
    problems.push({ field: 'newPassword', reason: 'password-names-user' })
  if (isCommonPassword(newPassword, [utilityName]))
    problems.push({ field: 'newPassword', reason: 'password-too-common' })
  if (isSamePassword(newPassword, currentPassword))
    problems.push({ field: 'newPassword', reason: 'password-same-as-before' })
  if (!isSamePassword(newPassword, repeatedPassword))
    problems.push({ field: 'repeatedPassword', reason: 'password-not-repeated' })
  return problems
}
