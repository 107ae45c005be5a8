import { feature } from '../../feature.ts'
import * as taskTypes from './task-types.ts'

export const programs = feature({ taskTypes })
