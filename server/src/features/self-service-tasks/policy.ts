import { holds, ofStaff, opens, rows } from '#policy/policy.ts'
import { actsOnTask, byAnotherCsr, notOwnAccount } from '#policy/staff-work.ts'

export const selfServiceTasksRows = rows({
  'task:view': opens('task:view'),
  'task:discard': actsOnTask('task:discard'),
  'task:retry': actsOnTask('task:retry'),
  'task:approve': actsOnTask('task:approve', notOwnAccount, byAnotherCsr),
  'task:reject': actsOnTask('task:reject'),
  'task:complete-by-hand': actsOnTask('task:complete-by-hand'),
  'task:reschedule': actsOnTask('task:reschedule'),
  'task:resend': actsOnTask('task:resend'),
  'task:assign': actsOnTask('task:assign'),
  'task:note': actsOnTask('task:note'),
  'task-assignee:view': ofStaff(holds('task:assign')),
  'task:export': ofStaff(holds('task:export')),
})
