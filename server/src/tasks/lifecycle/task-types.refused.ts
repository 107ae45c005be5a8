import type { serviceStart } from '#features/service-requests/task-types.ts'
import type { HeldTask } from '../moving/held-task.ts'
import { moveTask } from '../moving/move-task.ts'
import type { TaskTools } from '../moving/task-tools.ts'

// Moves that a task's lifecycle does not have, which do not compile: tools/refused.test.ts.

declare const tools: TaskTools
declare const scheduled: HeldTask<typeof serviceStart, 'scheduled'>
declare const unknownType: HeldTask
const details = { actor: 'system', reason: '' }

// Where the compiler does not know the type every state compiles; task-types.test.ts has the check at run time.
export const accepted = [
  () => moveTask(tools, scheduled, 'completed', details),
  () => moveTask(tools, unknownType, 'expired', details),
]

// refused (TS2345): a scheduled task does not go back to a draft
moveTask(tools, scheduled, 'draft', details)
// refused (TS2345): nothing of this type is ever approved
moveTask(tools, scheduled, 'awaiting-approval', details)
