import { feature } from '../../feature.ts'
import { staffHandlers } from './handlers.ts'

export const staff = feature({ handlers: staffHandlers })
