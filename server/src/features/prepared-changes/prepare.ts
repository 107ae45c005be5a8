import { isDeepStrictEqual } from 'node:util'
import { localeOf } from '@porchlight/contract/values.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { maskedEmail } from '#features/web-users/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { parseInput } from '#pipeline/parse.ts'
import { endpointOf } from '#pipeline/perform.ts'
import type { Customer } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { createTask } from '#tasks/making/create-task.ts'
import type { PreparableName, Preparables } from '../../preparable.ts'
import { customerToPrepareFor, lockPreparing, preparedChangesOf } from './queries.ts'
import { changedFields, payloadOf, shownFacts } from './shown.ts'
import { preparedChange } from './task-types.ts'

type Preparing = Context<'prepared-change:prepare'>

const isPreparable = (preparables: Preparables, name: string): name is PreparableName =>
  Object.hasOwn(preparables, name)

/** Returns the grant's web user, and the policy's decision on each of their commands on this account. */
async function customerOf({ sql, grant }: Preparing) {
  const { accountId, webUserId } = grant
  const row = await customerToPrepareFor.first(sql, { accountId, webUserId })
  if (!row) throw new Refusal('account-not-linked')
  const { userName, email, personId, displayName, role, rights, isHolder } = row
  const customer: Customer = {
    kind: 'customer',
    webUserId,
    userName,
    email,
    personId,
    displayName: displayName ?? '',
    locale: localeOf(row.locale),
    sessionId: null,
    lacksSecondFactor: false,
    ip: grant.actor.ip,
  }
  const subject = { accountId, link: { role, rights, isHolder } }
  const decisionOn = (command: PreparableName) => {
    const { action } = endpointOf(command, { accountId })
    return action === 'public' ? 'not-found' : answers(customer, subject, action)[action]
  }
  return { customer, decisionOn }
}

/** Returns the request with the CSR's values, parsed by its endpoint, and the values that it changes. */
async function requestOf({ sql, grant, installation }: Preparing, command: PreparableName, values: Values) {
  const about = { accountId: grant.accountId, webUserId: grant.webUserId }
  const declared = installation.preparables[command]
  const draft = await declared.draft(sql, about)
  if (draft.fields.length === 0) throw new Refusal('prepared-change-not-possible')
  const filled = (field: string) => {
    const draftField = draft.fields.find(({ name }) => name === field)
    const value = (Object.hasOwn(values, field) ? values[field] : draftField?.value)?.trim() ?? ''
    if (draftField && !draftField.isOptional && value === '' && draftField.kind !== 'switch')
      throw refuseField(field, 'required')
    return value
  }
  const unknown = Object.keys(values).find((field) => !draft.fields.some(({ name }) => name === field))
  if (unknown !== undefined) throw refuseField(unknown, 'unknown')
  const request = declared.request(about, filled, draft.standing)
  const { params, body } = parseInput(endpointOf(command, request.params), request)
  const changes = declared.changes?.(filled, draft) ?? changedFields(filled, draft)
  if (changes.length === 0) throw refuseField(draft.fields[0]?.name ?? 'command', 'unchanged')
  return { params: params as Facts, body: (body ?? {}) as Facts, changes }
}
type Values = Readonly<Record<string, string>>
type Facts = Record<string, unknown>

/** Refuses a change that already waits for this customer. */
async function refuseRepeated({ sql, grant }: Preparing, command: string, changes: unknown): Promise<void> {
  const { accountId, webUserId } = grant
  await lockPreparing(sql, { webUserId })
  const earlier = await preparedChangesOf(sql, { accountId, webUserId, taskId: null })
  const isWaiting = earlier.some((row) => {
    const payload = payloadOf(row.payload)
    return (
      shownFacts(row).state === 'waiting' &&
      payload.command === command &&
      isDeepStrictEqual(payload.changes, changes)
    )
  })
  if (isWaiting) throw new Refusal('already-prepared')
}

export const prepareHandlers: HandlersOf<'readPreparable' | 'prepareChange'> = {
  readPreparable: async (_, context) => {
    const { sql, grant, installation } = context
    const { customer, decisionOn } = await customerOf(context)
    const about = { accountId: grant.accountId, webUserId: grant.webUserId }
    const commands = []
    for (const [command, { draft }] of Object.entries(installation.preparables)) {
      const decision = decisionOn(command as PreparableName)
      const { fields } = decision === 'ok' ? await draft(sql, about) : { fields: [] }
      const isPossible = decision !== 'ok' || fields.length > 0
      commands.push({
        command,
        fields: [...fields],
        decision: isPossible ? decision : 'prepared-change-not-possible',
      })
    }
    return { userName: customer.userName, personName: customer.displayName, commands }
  },

  prepareChange: async ({ body: { command, values, note } }, context) => {
    const { grant, installation } = context
    const { webUserId } = grant
    if (!isPreparable(installation.preparables, command)) throw refuseField('command', 'not-valid')
    const { customer, decisionOn } = await customerOf(context)
    const verdict = decisionOn(command)
    if (verdict !== 'ok') throw new Refusal(verdict)
    const { params, body, changes } = await requestOf(context, command, values)
    await refuseRepeated(context, command, changes)
    const task = await createTask(context, {
      taskType: preparedChange,
      state: 'awaiting-approval',
      onBehalfOf: webUserId,
      isAskedElsewhere: true,
      payload: { command, params, body, changes, note },
    })
    const { taskId } = task
    const { email, displayName, locale } = customer
    const to = { email, displayName, locale, isBySupport: true }
    const link = `${installation.origins.portal}/prepared-changes/${taskId}`
    await enqueueMessage(context, task, { template: 'change-prepared', link, command }, { to })
    context.note({ event: 'changed', taskId, webUserId, details: { command } })
    const [row] = await preparedChangesOf(context.sql, { accountId: grant.accountId, webUserId, taskId })
    const expiresAt = row?.expiresAt?.toISOString() ?? null
    return changed(task, { taskId, expiresAt, sentTo: maskedEmail(email) })
  },
}
