import { feature } from '../../feature.ts'
import { recordListHandlers } from './handlers.ts'

export const recordLists = feature({ handlers: recordListHandlers })
