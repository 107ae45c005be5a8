import { addressChoices } from '#features/mailing-address/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import {
  accountContacts,
  accountPersonsOf,
  accountServices,
  accountInformation as informationOf,
} from './queries.ts'

const handlers: HandlersOf<'readAccountInformation'> = {
  readAccountInformation: async (_, { sql, grant, subject }) => {
    const { accountId } = grant
    const customer = customerOf(grant.actor)
    const [row, persons, services, contacts] = await Promise.all([
      informationOf.first(sql, { accountId, webUserId: customer.webUserId }),
      accountPersonsOf(sql, { accountId }),
      accountServices(sql, { accountId }),
      accountContacts(sql, { personId: customer.personId }),
    ])
    if (!row) throw new Refusal('not-found')
    const { customerClass, status, nickname, role, isHiddenFromOthers, ...mailingAddress } = row
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
      isHiddenFromOthers,
      addressChoices,
      may: answers(grant.actor, subject, 'mailing-address:change'),
    }
  },
}

export const accountInformation = feature({ handlers })
