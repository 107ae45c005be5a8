export { attemptedBy, countAttempt, giveBackCounted } from './count-attempt.ts'
