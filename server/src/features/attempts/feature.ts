import { feature } from '../../feature.ts'
import { deleteOldAttempts } from './queries.ts'

export const attempts = feature({ oldRows: [deleteOldAttempts] })
