export { confirmPassword, wrongPassword } from './confirm-password.ts'
export { leastPasswordLength } from './least-password-length.ts'
export { newPasswordProblems } from './rules.ts'
