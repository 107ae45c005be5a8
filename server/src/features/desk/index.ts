export { deskFrame } from './desk-frame.ts'
export { deskHost } from './desk-host.ts'
export { elsewherePage, goOnPage } from './elsewhere-page.ts'
export { groupsOfCsr } from './queries.ts'
