export { composeAlert } from './compose-alert.ts'
export { enqueueMessage } from './enqueue-message.ts'
export { mailWords } from './words.ts'
