export { mailKey } from './mail-key.ts'
export { newMailedKey } from './mailed-link.ts'
