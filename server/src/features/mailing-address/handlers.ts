import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseStale } from '#pipeline/refusal.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { createDoneTask } from '#tasks/create-task.ts'
import {
  accountContacts,
  accountInformation,
  accountPersonsOf,
  accountServices,
  mailingAddressForChange,
  updateMailingAddress,
} from './queries.ts'

export const mailingAddressHandlers: HandlersOf<'readAccountInformation' | 'changeMailingAddress'> = {
  readAccountInformation: async ({ params: { accountId } }, { sql, grant, subject }) => {
    const customer = customerOf(grant.actor)
    if (!customer) throw new Refusal('customer-only')
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
      may: answers(grant.actor, subject, 'mailing-address:change'),
    }
  },

  changeMailingAddress: async ({ body: { version, ...address } }, context) => {
    const { sql, grant } = context
    const accountId = grant.accountId ?? null
    const before = await mailingAddressForChange.one(sql, { accountId })
    const { version: current, ...old } = before
    if (current !== version) throw refuseStale(address, old, current)
    const changed = await updateMailingAddress.one(sql, { accountId, ...address })
    const taskId = await createDoneTask(context, {
      taskType: 'mailing-address',
      payload: { before: old, after: address },
    })
    await enqueueMessage(context, { template: 'mailing-address-changed' })
    return { taskId, version: changed.version }
  },
}
