import type { FieldProblem } from '@porchlight/contract/reasons.ts'

/** A shorter user name may stand in a password by chance. */
const tellingLength = 4

/**
 * What is wrong with a new password besides its length, which the contract checks: it contains the user name, is the one
 * before, or was not repeated alike. Without a problem: empty.
 */
export function newPasswordProblems(
  asked: { currentPassword: string; newPassword: string; repeatedPassword: string },
  userName: string,
): FieldProblem[] {
  const { currentPassword, newPassword, repeatedPassword } = asked
  const problems: FieldProblem[] = []
  const namesUser = newPassword.toLowerCase().includes(userName.toLowerCase())
  if (userName.length >= tellingLength && namesUser)
    problems.push({ field: 'newPassword', reason: 'password-names-user' })
  if (newPassword === currentPassword)
    problems.push({ field: 'newPassword', reason: 'password-same-as-before' })
  if (newPassword !== repeatedPassword)
    problems.push({ field: 'repeatedPassword', reason: 'password-not-repeated' })
  return problems
}
