import type { Api } from '@porchlight/contract/api.ts'
import { exchange } from '#pipeline/exchange.ts'
import type { Context, HandlersOf, Outside } from '#pipeline/handler.ts'
import { changed, type Outcome, unchanged } from '#pipeline/outcome.ts'
import { type ParsedInput, parseInput } from '#pipeline/parse.ts'
import { endpointOf, perform, stepsOf } from '#pipeline/perform.ts'
import { admit } from '#policy/admit.ts'
import { namedBy } from '#policy/named.ts'
import { Refusal } from '#policy/refusal.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import type { PreparableName, Preparables } from '../../preparable.ts'
import { approvalNote, hashOfApproval } from './approval-note.ts'
import { holdWaiting } from './hold-waiting.ts'
import { keepApproval, preparedChangeToDecide } from './queries.ts'
import { payloadOf, stateOf } from './shown.ts'

type Approve = Api['approvePreparedChange']
type Answers = Readonly<Record<string, number>> | undefined

/** The command of a prepared change, with its request as the customer approves it. */
type Prepared = { command: PreparableName; input: ParsedInput }

/** The outcome of the approval, for the command's own step after the commit; null if the change was approved before. */
type Approved = {
  taskId: number
  accountId: number
  madeTaskId: number | null
  prepared: Prepared | null
  result: unknown
}

/** Returns the command and its request. `answers` are the customer's own, to questions that the command asks at the approval. */
function preparedOf(preparables: Preparables, row: { payload: unknown }, answers: Answers): Prepared {
  const { command, params, body } = payloadOf(row.payload)
  if (!Object.hasOwn(preparables, command)) throw new Refusal('prepared-change-not-possible')
  const name = command as PreparableName
  return {
    command: name,
    input: parseInput(endpointOf(name, params), { params, body: { ...answers, ...body } }),
  }
}

const actionOf = ({ command, input }: Prepared) => {
  const { action } = endpointOf(command, input.params)
  if (action === 'public') throw new Error(`${command} is public: nobody prepares it`)
  return action
}

/** Rethrows the command's refusal with a reason that the customer understands on the page of the prepared change. */
function rethrow(error: unknown): never {
  // The row that the change is about is gone: a person who left the account, for example.
  if (error instanceof Refusal && (error.status === 404 || error.reason === 'invalid-field'))
    throw new Refusal('prepared-change-not-possible')
  throw error
}

/** Runs the command's step before the transaction, such as closing other card pages, with the customer's rights. */
async function beforeApproval(
  { body }: { body: { answers?: Answers } },
  outside: Outside,
  { taskId }: { taskId: number },
): Promise<unknown> {
  const { pool, request, installation, handlers } = outside
  const attempt = { action: 'prepared-change:approve', accountId: undefined }
  const first = await exchange(pool, request, false, attempt, async (sql, actor) => {
    const row = await preparedChangeToDecide.first(sql, { taskId })
    if (row === undefined || stateOf(row) !== 'waiting') return { result: undefined }
    const prepared = preparedOf(installation.preparables, row, body.answers)
    const { command, input } = prepared
    const { grant } = await admit(sql, actor, actionOf(prepared), namedBy(input)).catch(rethrow)
    return { result: { command, input, grant } }
  })
  if (!first) return undefined
  const { command, input, grant } = first
  return stepsOf(handlers, command).before?.(input as never, outside, grant as never)
}

async function approve(
  { version, answers }: { version: number; answers?: Answers },
  context: Context<'prepared-change:approve'>,
  before: unknown,
): Promise<Outcome<Approve, Approved>> {
  const { sql, grant, installation, handlers, request, reply } = context
  const { taskId } = grant
  const { row, task } = await holdWaiting(sql, taskId, version)
  const { accountId, csrId } = row
  if (!task) return unchanged({ taskId, accountId, madeTaskId: row.madeTaskId, prepared: null, result: null })
  const prepared = preparedOf(installation.preparables, row, answers)
  const performance = {
    sql,
    actor: grant.actor,
    request,
    reply,
    installation,
    preparation: { taskId, csrId },
  }
  const done = await perform(handlers, prepared.command, prepared.input, performance, before).catch(rethrow)
  const madeTaskId = done.task?.taskId ?? null
  const approval = noteOf(context, row, madeTaskId)
  await keepApproval(sql, grant, { approval })
  const details = { actor: grant.actor.userName, reason: '', isApplied: true }
  const proof = await moveTask(context, task, 'completed', details)
  const { command } = prepared
  context.note({
    event: 'changed',
    accountId,
    taskId,
    details: {
      approval: hashOfApproval(approval),
      command,
      did: actionOf(prepared),
      madeTask: madeTaskId,
      preparedBy: csrId,
    },
  })
  return changed(proof, { taskId, accountId, madeTaskId, prepared, result: done.result })
}

type Row = NonNullable<Awaited<ReturnType<typeof preparedChangeToDecide.first>>>

/** Returns the signed note over exactly what the customer was shown and approves. */
function noteOf(
  { grant, installation, correlationId }: Context<'prepared-change:approve'>,
  { accountId, csrId, payload, createdAt, now }: Row,
  madeTask: number | null,
): string {
  const { command, params, body, changes, note } = payloadOf(payload)
  const { userName, webUserId } = grant.actor
  const signing = installation.record.signing()
  const facts = {
    account: accountId,
    approvedAt: now.toISOString(),
    approvedBy: { userName, webUser: webUserId },
    change: { body, command, note, params, shown: changes },
    madeTask,
    preparedAt: createdAt.toISOString(),
    preparedBy: csrId,
    preparedTask: grant.taskId,
    record: signing.origin,
    request: correlationId,
  }
  return approvalNote(facts, signing)
}

/** Runs the command's step after the commit, such as opening the payment page. */
async function afterApproval(approved: Approved, outside: Outside) {
  const { taskId, accountId, madeTaskId, prepared, result } = approved
  const after = prepared && stepsOf(outside.handlers, prepared.command).after
  const response = after ? await after(prepared.input as never, result, outside) : result
  const { redirectUrl = null } = (response ?? {}) as { redirectUrl?: string | null }
  return { taskId, accountId, madeTaskId, redirectUrl }
}

export const approveHandlers: HandlersOf<'approvePreparedChange'> = {
  approvePreparedChange: {
    before: (input, outside, ids) => beforeApproval(input, outside, ids),
    handle: ({ body }, context, before) => approve(body, context, before),
    after: (_, approved, outside) => afterApproval(approved as Approved, outside),
  },
}
