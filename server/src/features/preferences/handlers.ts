import type { NotificationChoices } from '@porchlight/contract/preferences.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { changesNothing, refuseStale } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import {
  addPreferences,
  notificationTargets,
  preferencesForChange,
  preferencesOf,
  updatePreferences,
} from './queries.ts'
import { namedChoices, standingChoices } from './rules.ts'
import { notificationPreferences } from './task-types.ts'

type Stored = { choices: unknown; version: number } | undefined
const named = (choices: NotificationChoices | undefined) => choices && namedChoices(choices)
const standingIn = (row: Stored) => namedChoices(standingChoices(row?.choices))
const stale = (yours: NotificationChoices, row: Stored, was: NotificationChoices | undefined) =>
  refuseStale(namedChoices(yours), standingIn(row), row?.version ?? 0, named(was))

export const preferencesHandlers: HandlersOf<'readPreferences' | 'changePreferences'> = {
  readPreferences: async (_, { sql, grant, subject }) => {
    const { accountId } = grant
    const { webUserId, personId, email } = customerOf(grant.actor)
    const [row, target] = await Promise.all([
      preferencesOf.first(sql, { webUserId, accountId }),
      notificationTargets.first(sql, { personId }),
    ])
    return {
      choices: standingChoices(row?.choices),
      version: row?.version ?? 0,
      email,
      mobile: target?.mobile ?? null,
      may: answers(grant.actor, subject, 'preferences:change'),
    }
  },

  changePreferences: async ({ body: { choices, version, was } }, context) => {
    const { sql, grant } = context
    const { accountId, webUserId } = grant
    const mine = { accountId, webUserId }
    const before = await preferencesForChange.first(sql, mine)
    // Saved without a change, or already saved by another request: there is nothing to do, whatever the version.
    if (changesNothing(namedChoices(choices), standingIn(before), named(was))) {
      return unchanged({ taskId: null, version: before?.version ?? 0 })
    }
    if ((before?.version ?? 0) !== version) throw stale(choices, before, was)
    const save = before ? updatePreferences : addPreferences
    const saved = await save.first(sql, grant, { choices })
    // Two first choices at once: the other one stands, and is seen now.
    if (!saved) throw stale(choices, await preferencesForChange.first(sql, mine), was)
    const task = await createDoneTask(context, {
      taskType: notificationPreferences,
      payload: { before: standingChoices(before?.choices), after: choices },
    })
    await enqueueMessage(context, task, { template: 'preferences-changed' })
    return changed(task, { taskId: task.taskId, version: saved.version })
  },
}
