import { feature } from '../../feature.ts'
import { findHighUsage } from './find-high-usage.ts'
import { findOverdue } from './find-overdue.ts'
import { deleteOldNotices } from './queries.ts'
import { tellOfNotices } from './tell-of-notices.ts'

export const notices = feature({
  jobs: [tellOfNotices, findOverdue, findHighUsage],
  oldRows: [deleteOldNotices],
})
