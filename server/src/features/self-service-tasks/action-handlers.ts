import { type TaskActionEndpoint, taskActionRows, taskActions } from '@porchlight/contract/task-types.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { type ActedOn, type AskedAction, performTaskAction } from '#tasks/moving/perform-task-action.ts'
import { assigneeGroups, assignees } from './actions/queries.ts'

type Performed = { body: AskedAction }

/** Performs the action that the grant is for: it names the action, and the engine does the rest. */
const perform = (
  { body }: Performed,
  context: Context<`task:${(typeof taskActions)[number]}`>,
): Promise<ActedOn> => performTaskAction(context, body)

const performing = Object.fromEntries(
  taskActions.map((action) => [taskActionRows[action].endpoint, perform]),
) as Record<TaskActionEndpoint, typeof perform>

export const taskActionHandlers: HandlersOf<'listAssignees' | TaskActionEndpoint> = {
  listAssignees: async (_, { sql }) => {
    const [csrs, groups] = await Promise.all([assignees(sql, {}), assigneeGroups(sql, {})])
    return { csrs, groups }
  },
  ...performing,
}
