export { countAttempt, giveBackCounted } from './count-attempt.ts'
export { hashPassword, isPassword } from './password-hash.ts'
