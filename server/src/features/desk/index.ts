export { deskHost } from './desk-host.ts'
export { shell } from './shell.ts'
