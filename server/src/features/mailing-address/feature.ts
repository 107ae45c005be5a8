import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { changesNothing, Refusal, refuseStale } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { feature } from '../../feature.ts'
import { prepareAddress } from './prepare-address.ts'
import {
  insertMailingAddress,
  mailingAddressForChange,
  ownAddressForChange,
  updateMailingAddress,
  updateOwnAddress,
} from './queries.ts'
import { checkedAddress, noAddress } from './rules.ts'
import * as taskTypes from './task-types.ts'

const handlers: HandlersOf<'changeMailingAddress'> = {
  changeMailingAddress: async ({ body: { version, was, ...typed } }, context) => {
    const { sql, grant } = context
    const { address, problems } = checkedAddress(typed)
    const { accountId } = grant
    const own = await ownAddressForChange.first(sql, { accountId })
    const before = own ?? (await mailingAddressForChange.first(sql, { accountId })) ?? noAddress
    const { version: current, ...old } = before
    // Saved without a change, or already saved by another request: there is nothing to do, whatever the version.
    if (changesNothing(typed, old, was) || changesNothing(address, old)) {
      return unchanged({ taskId: null, version: current })
    }
    if (current !== version) throw refuseStale(typed, old, current, was)
    if (problems.length > 0) throw new Refusal('invalid-field', { fields: problems })
    const write = own ? updateOwnAddress : current === 0 ? insertMailingAddress : updateMailingAddress
    const saved = await write.first(sql, grant, address)
    // Another request wrote the first address in the meantime.
    if (!saved) throw refuseStale(typed, old, 1, was)
    const task = await createDoneTask(context, {
      taskType: taskTypes.mailingAddress,
      payload: { before: old, after: address },
    })
    await enqueueMessage(context, task, { template: 'mailing-address-changed' })
    return changed(task, { taskId: task.taskId, version: saved.version })
  },
}

export const mailingAddress = feature({
  handlers,
  taskTypes,
  preparable: { changeMailingAddress: prepareAddress },
})
