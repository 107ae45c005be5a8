export { composeAlert } from './compose-alert.ts'
export { composeMessage, type Message, type Recipient } from './compose-message.ts'
export { enqueueMessage } from './enqueue-message.ts'
export { mailWords } from './words.ts'
