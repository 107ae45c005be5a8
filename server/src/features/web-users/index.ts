export { endViews } from './end-views.ts'
export { maskedEmail } from './masked-email.ts'
export { noteChange } from './note-change.ts'
