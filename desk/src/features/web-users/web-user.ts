import type { WebUserSummary } from './web-user-summary.ts'

/** One web user of a summary. */
export type WebUser = WebUserSummary['webUsers'][number]
