import { holds, ofStaff, rows, yes } from '#policy/policy.ts'
import { onSeenToDo, ownOrMayAssign } from '#policy/staff-work.ts'

export const toDosRows = rows({
  'to-do:view': ofStaff(holds('to-do:view')),
  'to-do:work': onSeenToDo('to-do:work', ownOrMayAssign),
  'to-do:assign': onSeenToDo('to-do:assign', yes),
})
