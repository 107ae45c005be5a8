import { holds, ofStaff, onSeenToDo, rows } from '#policy/policy.ts'

export const toDosRows = rows({
  'to-do:view': ofStaff(holds('to-do:view')),
  'to-do:work': onSeenToDo('to-do:work'),
  'to-do:assign': onSeenToDo('to-do:assign'),
})
