import type { HandlersOf } from '#pipeline/handler.ts'
import { makeChange, previewChange } from './change.ts'
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
  previewCsrChange: ({ params: { csrId }, body }, context) =>
    previewChange(context, { kind: 'csr', subject: csrId, ...body }),
  changeCsr: ({ params: { csrId }, body: { reason, ...body } }, context) =>
    makeChange(context, { kind: 'csr', subject: csrId, ...body }, reason),
  previewCsrGroupChange: ({ params: { csrGroup }, body }, context) =>
    previewChange(context, { kind: 'group', subject: csrGroup, ...body }),
  changeCsrGroup: ({ params: { csrGroup }, body: { reason, ...body } }, context) =>
    makeChange(context, { kind: 'group', subject: csrGroup, ...body }, reason),
  previewUtilityEntitlements: ({ body }, context) =>
    previewChange(context, { kind: 'utility', subject: '', ...body }),
  changeUtilityEntitlements: ({ body: { reason, ...body } }, context) =>
    makeChange(context, { kind: 'utility', subject: '', ...body }, reason),
}

export const staffHandlers = { ...readStaffHandlers, ...readGroupHandlers, ...changes }
