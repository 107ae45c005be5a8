import { feature } from '../../feature.ts'
import { autopayHandlers } from './handlers.ts'
import { runAutopays } from './run-autopays.ts'
import * as taskTypes from './task-types.ts'

export const autopay = feature({ handlers: autopayHandlers, taskTypes, jobs: [runAutopays] })
