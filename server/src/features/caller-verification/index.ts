export { channelsOf } from './channels.ts'
export { callerInForce, ownReadOutCodes } from './queries.ts'
export { readCallerSettings, readCallersOf, readQuestions } from './read-callers.ts'
