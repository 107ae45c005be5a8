export { pauseAfterReturn } from './pause.ts'
export { readAutopayOfAccount } from './read-for-desk.ts'
