export { enqueueMessage } from './enqueue-message.ts'
export { mailWords } from './words.ts'
