import type { HandlersOf } from '#pipeline/handler.ts'
import { makeChange, previewChange } from './change.ts'
import { proposalHandlers } from './proposals.ts'
import { readGroupHandlers } from './read-groups.ts'
import { readStaffHandlers } from './read-staff.ts'

type Changes =
  | 'previewCsrChange'
  | 'changeCsr'
  | 'previewCsrGroupChange'
  | 'changeCsrGroup'
  | 'previewUtilityEntitlements'
  | 'changeUtilityEntitlements'

const changes: HandlersOf<Changes> = {
  previewCsrChange: ({ body }, context) =>
    previewChange(context, { kind: 'csr', subject: context.grant.memberId, ...body }),
  changeCsr: ({ body: { reason, ...body } }, context) =>
    makeChange(context, { kind: 'csr', subject: context.grant.memberId, ...body }, reason),
  previewCsrGroupChange: ({ body }, context) =>
    previewChange(context, { kind: 'group', subject: context.grant.csrGroup, ...body }),
  changeCsrGroup: ({ body: { reason, ...body } }, context) =>
    makeChange(context, { kind: 'group', subject: context.grant.csrGroup, ...body }, reason),
  previewUtilityEntitlements: ({ body }, context) =>
    previewChange(context, { kind: 'utility', subject: '', ...body }),
  changeUtilityEntitlements: ({ body: { reason, ...body } }, context) =>
    makeChange(context, { kind: 'utility', subject: '', ...body }, reason),
}

export const staffHandlers = {
  ...readStaffHandlers,
  ...readGroupHandlers,
  ...changes,
  ...proposalHandlers,
}
