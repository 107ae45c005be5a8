import type { Api } from '@porchlight/contract/api.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { type HandlersOf, prepared } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { customerOfKey } from '#policy/customer-of-key.ts'
import { decide } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import {
  addPreferences,
  noticeKeyHolder,
  noticeOfKey,
  preferencesForChange,
  updatePreferences,
} from './queries.ts'
import { namedChoices, standingChoices, withoutNotice } from './rules.ts'
import { notificationPreferences } from './task-types.ts'

/** Attempts of one network within a quarter of an hour. A key cannot be guessed; mail programs send from few addresses. */
const limit = 300

/**
 * Switches one notification off for the web user to whom its key was mailed. The key counts again: a mail program may send it twice,
 * and then nothing is left to do.
 */
export const stopNotice: HandlersOf<'stopNotice'>['stopNotice'] = prepared<Api['stopNotice'], Uint8Array>(
  async ({ body: { key } }, { pool, grant, request, installation }) => {
    if (!(await countAttempt(pool, grant, installation, `notice-off network ${request.network}`, limit)))
      throw new Refusal('too-many-attempts')
    return hashToken(key)
  },
  async (_, context, keyHash) => {
    const { sql } = context
    const notice = await noticeOfKey.first(sql, { keyHash })
    if (!notice) throw new Refusal('mailed-key-over')
    const { accountId, stops } = notice
    if (!namedChoices(standingChoices(notice.choices))[stops])
      return unchanged({ taskId: null, stopped: stops })
    const holder = await noticeKeyHolder.first(sql, context.grant, { keyHash })
    if (!holder) throw new Refusal('mailed-key-over')
    const customer = customerOfKey(holder, context.request.ip)
    const { webUserId } = holder
    const mailedKey = { purpose: 'notice-off' as const, webUserId }
    const decision = decide(customer, 'mailed-key:notice-off', { mailedKey, accountId, webUserId })
    if (!decision.allow) throw new Refusal(decision.reason)
    const own = { ...context, grant: decision.grant }
    // Read again with a lock: what somebody saved in the meantime stays.
    const locked = await preferencesForChange.first(sql, { accountId, webUserId })
    const before = standingChoices(locked?.choices)
    if (!namedChoices(before)[stops]) throw new Refusal('version-conflict')
    const after = withoutNotice(before, stops)
    const save = locked ? updatePreferences : addPreferences
    // The first choices of somebody who saves at the same time are there by now: they stay, and the reader tries again.
    if (!(await save.first(sql, own.grant, { choices: after }))) throw new Refusal('version-conflict')
    const task = await createDoneTask(own, { taskType: notificationPreferences, payload: { before, after } })
    const { taskId } = task
    context.note({ event: 'changed', accountId, taskId, webUserId, details: { stopped: stops } })
    return changed(task, { taskId, stopped: stops })
  },
)
