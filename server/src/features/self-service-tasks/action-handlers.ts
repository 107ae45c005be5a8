import type { HandlersOf } from '#pipeline/handler.ts'
import { performTaskAction } from '#tasks/moving/perform-task-action.ts'
import { assigneeGroups, assignees } from './actions/queries.ts'

type Names =
  | 'listAssignees'
  | 'discardTask'
  | 'retryTask'
  | 'approveTask'
  | 'rejectTask'
  | 'completeTaskByHand'
  | 'rescheduleTask'
  | 'resendTask'
  | 'assignTask'
  | 'addTaskNote'

/** The additional actions: which one it is the grant says, the engine does the rest. */
export const taskActionHandlers: HandlersOf<Names> = {
  listAssignees: async (_, { sql }) => {
    const [csrs, groups] = await Promise.all([assignees(sql, {}), assigneeGroups(sql, {})])
    return { csrs, groups }
  },

  discardTask: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  retryTask: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  approveTask: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  rejectTask: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  completeTaskByHand: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  rescheduleTask: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  resendTask: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  assignTask: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
  addTaskNote: ({ params, body }, context) => performTaskAction(context, { ...params, ...body }),
}
