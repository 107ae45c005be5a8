import { feature } from '../../feature.ts'
import { recordListHandlers } from './handlers.ts'
import { serveRecordExport } from './serve-record-export.ts'

export const recordLists = feature({ handlers: recordListHandlers, doors: [serveRecordExport] })
