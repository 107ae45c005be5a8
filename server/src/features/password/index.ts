export { confirmPassword, wrongPassword } from './confirm-password.ts'
export { newPasswordProblems } from './rules.ts'
