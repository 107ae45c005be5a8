export { deskHost } from './desk-host.ts'
export { elsewherePage, goOnPage } from './elsewhere-page.ts'
export { groupsOfCsr } from './queries.ts'
export { shell } from './shell.ts'
