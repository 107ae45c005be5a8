export { countAttempt, giveBackCounted } from './count-attempt.ts'
