import type { Api } from '@porchlight/contract/api.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { type HandlersOf, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { customerOfKey } from '#policy/customer-of-key.ts'
import { decide } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { linkRequestOfKey, takeOffAccount, takeOffKeyHolder } from './queries.ts'
import { accountVerification, guestRemove } from './task-types.ts'

/** Attempts of one address within a quarter of an hour. A key cannot be guessed. */
const limit = 30

/**
 * Declines a request for a link, or removes the link if it was approved in the meantime, for the holder to whom the key was
 * mailed. A GET changes nothing, so that a program that opens the links of a mail removes nobody.
 */
export const takeOffByMail: HandlersOf<'takeOffByMail'>['takeOffByMail'] = prepared<
  Api['takeOffByMail'],
  Uint8Array
>(
  async ({ body: { key } }, { pool, grant, request, installation }) => {
    if (!(await countAttempt(pool, grant, installation, `mailed-key address ${request.ip}`, limit)))
      throw new Refusal('too-many-attempts')
    return hashToken(key)
  },
  async (_, context, keyHash) => {
    const { sql } = context
    const about = await linkRequestOfKey.first(sql, { keyHash })
    const holder = about && (await takeOffKeyHolder.first(sql, context.grant, { keyHash }))
    if (!holder) throw new Refusal('mailed-key-over')
    const { taskId: requestId, accountId, webUserId: guestId, userName } = about
    const customer = customerOfKey(holder, context.request.ip)
    const mailedKey = { purpose: 'take-off' as const, webUserId: holder.webUserId }
    const decision = decide(customer, 'mailed-key:take-off', { mailedKey, accountId, guestId })
    if (!decision.allow) throw new Refusal(decision.reason)
    const own = { ...context, grant: decision.grant }
    // Row-level security shows the request to holders only, so a former holder decides nothing.
    const request = await holdTask(sql, requestId)
    if (!request) throw new Refusal('mailed-key-over')
    const task = await createDoneTask(own, {
      taskType: guestRemove,
      originatingTaskId: requestId,
      payload: { guest: userName },
    })
    const { taskId } = task
    context.note({
      event: 'changed',
      accountId,
      taskId,
      webUserId: holder.webUserId,
      details: { newcomer: guestId },
    })
    if (isHeldIn(request, accountVerification, 'awaiting-approval')) {
      await moveTask(own, request, 'rejected', { actor: holder.userName, reason: '' })
      return changed(task, { taskId, outcome: 'declined' as const })
    }
    const taken = await takeOffAccount.first(sql, own.grant, { taskId })
    if (!taken) throw new Refusal('already-done')
    return changed(task, { taskId, outcome: 'removed' as const })
  },
)
