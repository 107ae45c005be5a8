import { feature } from '../../feature.ts'
import { refundHandlers } from './handlers.ts'
import { makeRefunds } from './make-refunds.ts'
import * as taskTypes from './task-types.ts'

export const refunds = feature({ handlers: refundHandlers, taskTypes, jobs: [makeRefunds] })
