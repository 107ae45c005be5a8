import type { Known } from '../../fuzz/from-schema.ts'
import type { Stage } from '../stage.ts'

/**
 * Reads ids that exist, by the names of their fields, so that requests get as far as they can. What staff may do to a customer is
 * done to the spare one, who is not signed in.
 */
export async function existingValues(stage: Stage): Promise<{ portal: Known; desk: Known }> {
  const holder = await stage.customer('holder')
  const agent = await stage.csr('agent')
  const { accountId, webUserId, userName, personId } = stage.who('holder')
  const params = { accountId }
  const [{ bills }, { requests }, { masquerades }, { mailingAddress }] = await Promise.all([
    holder.api.listBills({ params, query: {} }),
    holder.api.listRequests({ params, query: {} }),
    (await stage.csr('supervisor')).api.listMasquerades({ body: { liveOnly: false } }),
    holder.api.readAccountInformation({ params }),
  ])
  const { toDos } = await agent.api.queryToDos({ body: {} as never }).catch(() => ({ toDos: [] }))
  const { postalCode, line1, city } = mailingAddress
  const portal = {
    accountId: [accountId],
    webUserId: [webUserId],
    personId: [personId],
    guestId: [stage.who('guest').webUserId],
    userName: [userName],
    csrId: [stage.accounts.csrs.trainee.csrId],
    memberId: [stage.accounts.csrs.trainee.csrId],
    csrGroup: ['call-centre-trainee'],
    billId: bills.map(({ billId }) => billId),
    taskId: requests.map(({ taskId }) => taskId),
    toDoId: toDos.map(({ toDoId }) => toDoId),
    masqueradeId: masquerades.map((one) => one.masqueradeId),
    purposeKind: ['call'],
    promptVersion: [0],
    version: [mailingAddress.version, 1],
    ...{
      postalCode: [postalCode],
      line1: [line1],
      city: [city],
      country: ['US'],
      region: ['CA'],
      locale: ['en'],
    },
  }
  const spare = stage.who('spare')
  const ofSpare = { accountId: [spare.accountId], webUserId: [spare.webUserId], personId: [spare.personId] }
  return { portal, desk: { ...portal, ...ofSpare } }
}
