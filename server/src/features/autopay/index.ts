export { pauseAutopayOf } from './pause.ts'
export { readAutopayOfAccount } from './read-for-desk.ts'
