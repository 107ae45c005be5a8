import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { hashToken, mailedKey, mailedKeyOf, newMailedNonce } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import {
  accountsToShare,
  dataClientAsking,
  endOwnDataGrant,
  giveDataGrant,
  ownDataConnection,
  ownDataGrants,
} from './queries.ts'
import { answerTo, faultOf, mayEndOn, monthsBefore } from './rules.ts'
import { dataAccess } from './task-types.ts'

type Endpoints =
  | 'readDataRequest'
  | 'giveDataGrant'
  | 'readDataConnection'
  | 'listDataGrants'
  | 'revokeDataGrant'

/** Why a grant no longer works; null for one that does. */
function whyOver(row: Awaited<ReturnType<typeof ownDataGrants>>[number]) {
  if (row.revokedBy !== null) return row.revokedBy as 'ended' | 'unlinked' | 'misused'
  if (row.isExpired) return 'expired' as const
  return row.isClientActive && row.mayGive ? null : ('closed' as const)
}

export const dataGrantHandlers: HandlersOf<Endpoints> = {
  readDataRequest: async ({ query: asked }, { sql, installation: { timeZone, origins } }) => {
    const [[client], accounts] = await Promise.all([
      dataClientAsking(sql, { ...asked, timeZone }),
      accountsToShare(sql, {}),
    ])
    // Nobody is led to an address that is not registered (RFC 6749, section 4.1.2.1).
    if (!client) throw new Refusal('data-client-unknown')
    const fault = faultOf(asked)
    const refusal = { error: fault ?? 'access_denied' }
    const backUrl = answerTo(asked.redirectUri, refusal, { state: asked.state, issuer: origins.portal })
    return { ...client, fault, backUrl, accounts }
  },

  giveDataGrant: async ({ body }, context) => {
    const { sql, grant, installation, note } = context
    const { timeZone, encryptionKey } = installation
    const { history, endsOn, ...asked } = body
    const [client] = await dataClientAsking(sql, { ...asked, timeZone })
    if (!client) throw new Refusal('data-client-unknown')
    if (faultOf(asked)) throw new Refusal('invalid-request')
    if (!mayEndOn(endsOn, client.today)) throw refuseField('endsOn', 'not-valid')
    const codeNonce = newMailedNonce(encryptionKey)
    const task = await createDoneTask(context, {
      taskType: dataAccess,
      payload: { thirdParty: client.name, access: { before: 'none', after: 'given' } },
    })
    const { newGrantId } = await giveDataGrant.one(sql, grant, {
      clientId: asked.clientId,
      readingsFrom: monthsBefore(client.today, Number(history)),
      endsOn,
      redirectUri: asked.redirectUri,
      state: asked.state,
      codeNonce,
      codeHash: hashToken(mailedKey(encryptionKey, codeNonce)),
      codeChallenge: asked.codeChallenge,
    })
    if (newGrantId === null) throw new Refusal('role-may-not')
    await enqueueMessage(context, task, { template: 'data-access-given', thirdParty: client.name, endsOn })
    const details = { dataGrant: newGrantId, client: asked.clientId, endsOn }
    note({ event: 'changed', accountId: grant.accountId, taskId: task.taskId, details })
    return changed(task, { taskId: task.taskId, dataGrantId: newGrantId })
  },

  readDataConnection: async ({ params: { dataGrantId } }, { sql, installation }) => {
    const row = await ownDataConnection.first(sql, { dataGrantId })
    if (!row) throw new Refusal('not-found')
    const { name, accountId, redirectUri, state, codeNonce } = row
    if (codeNonce === null) return { name, accountId, continueUrl: null }
    const code = mailedKeyOf(installation.readableKeys, codeNonce)
    const of = { state, issuer: installation.origins.portal }
    return { name, accountId, continueUrl: answerTo(redirectUri, { code }, of) }
  },

  listDataGrants: async (_, { sql, grant, subject, installation: { timeZone } }) => {
    const rows = await ownDataGrants(sql, { accountId: grant.accountId, timeZone })
    return {
      grants: rows.map((row) => ({
        dataGrantId: row.dataGrantId,
        name: row.name,
        website: row.website,
        isOwn: row.isOwn,
        givenAt: row.createdAt.toISOString(),
        readingsFrom: row.readingsFrom,
        endsOn: row.endsOn,
        lastReadAt: row.lastReadAt?.toISOString() ?? null,
        over: whyOver(row),
        may: answers(grant.actor, { ...subject, dataGrantId: row.dataGrantId }, 'data-grant:revoke'),
      })),
    }
  },

  revokeDataGrant: async (_, context) => {
    const { sql, grant, note } = context
    const { accountId, dataGrantId } = grant
    const { name } = await endOwnDataGrant.one(sql, grant)
    if (name === null) throw new Refusal('already-done')
    const task = await createDoneTask(context, {
      taskType: dataAccess,
      payload: { thirdParty: name, access: { before: 'given', after: 'none' } },
    })
    await enqueueMessage(context, task, { template: 'data-access-ended', thirdParty: name })
    note({ event: 'changed', accountId, taskId: task.taskId, details: { dataGrant: dataGrantId } })
    return changed(task, { taskId: task.taskId })
  },
}
