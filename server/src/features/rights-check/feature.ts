import { feature } from '../../feature.ts'
import { rightsCheckHandlers } from './handlers.ts'

export const rightsCheck = feature({ handlers: rightsCheckHandlers })
