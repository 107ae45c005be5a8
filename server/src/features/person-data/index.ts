/** What the administrator's command uses. */
export { exportPage, type Place, start } from './export/export-page.ts'
export { personDataVersion } from './export/json-file.ts'
export { sections } from './sections/sections.ts'
