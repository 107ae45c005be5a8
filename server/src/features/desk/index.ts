export { deskHost } from './desk-host.ts'
export { elsewherePage, goOnPage } from './elsewhere-page.ts'
export { shell } from './shell.ts'
