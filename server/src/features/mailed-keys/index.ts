export { mailKey } from './mail-key.ts'
