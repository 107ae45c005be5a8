import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { changesNothing, Refusal, refuseStale } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import {
  accountContacts,
  accountInformation,
  accountPersonsOf,
  accountServices,
  insertMailingAddress,
  mailingAddressForChange,
  updateMailingAddress,
} from './queries.ts'
import { addressChoices, checkedAddress } from './rules.ts'
import { mailingAddress } from './task-types.ts'

/** Of an account that came without a mailing address. */
const noAddress = { line1: '', line2: '', city: '', region: '', postalCode: '', country: '', version: 0 }

export const mailingAddressHandlers: HandlersOf<'readAccountInformation' | 'changeMailingAddress'> = {
  readAccountInformation: async ({ params: { accountId } }, { sql, grant, subject }) => {
    const customer = customerOf(grant.actor)
    const [row, persons, services, contacts] = await Promise.all([
      accountInformation.first(sql, { accountId, webUserId: customer.webUserId }),
      accountPersonsOf(sql, { accountId }),
      accountServices(sql, { accountId }),
      accountContacts(sql, { personId: customer.personId }),
    ])
    if (!row) throw new Refusal('not-found')
    const { customerClass, status, nickname, role, ...mailingAddress } = row
    return {
      accountId,
      nickname,
      customerClass: customerClass === 'commercial' ? 'commercial' : 'residential',
      status: status === 'closed' ? 'closed' : 'active',
      role,
      persons,
      services,
      contacts,
      mailingAddress,
      addressChoices,
      may: answers(grant.actor, subject, 'mailing-address:change'),
    }
  },

  changeMailingAddress: async ({ body: { version, was, ...typed } }, context) => {
    const { sql, grant } = context
    const { address, problems } = checkedAddress(typed)
    const { accountId } = grant
    const before = (await mailingAddressForChange.first(sql, { accountId })) ?? noAddress
    const { version: current, ...old } = before
    // Saved without a change, or what somebody else saved already: nothing to do, whatever the version.
    if (changesNothing(typed, old, was) || changesNothing(address, old)) {
      return unchanged({ taskId: null, version: current })
    }
    if (current !== version) throw refuseStale(typed, old, current, was)
    if (problems.length > 0) throw new Refusal('invalid-field', { fields: problems })
    const write = current === 0 ? insertMailingAddress : updateMailingAddress
    const saved = await write.first(sql, grant, address)
    // Somebody else wrote the first address while we looked.
    if (!saved) throw refuseStale(typed, old, 1, was)
    const task = await createDoneTask(context, {
      taskType: mailingAddress,
      payload: { before: old, after: address },
    })
    await enqueueMessage(context, task, { template: 'mailing-address-changed' })
    return changed(task, { taskId: task.taskId, version: saved.version })
  },
}
