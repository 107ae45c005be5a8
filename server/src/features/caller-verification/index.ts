export { channelsOf } from './channels.ts'
export { callerInForce, readOutCodeCount } from './queries.ts'
export { readCallerSettings, readCallersOf, readQuestions } from './read-callers.ts'
