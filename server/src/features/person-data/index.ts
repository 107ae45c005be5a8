/** What the administrator's command and the import use. */
export { erasedSourceKey, erasedSourceKeys } from './erased-source-key.ts'
export { exportPage, type Place, start } from './export/export-page.ts'
export { personDataVersion } from './export/json-file.ts'
export { sections } from './sections/sections.ts'
