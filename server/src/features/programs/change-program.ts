import { isDeepStrictEqual } from 'node:util'
import type { ProgramName } from '@porchlight/contract/program-names.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { Context } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { Refusal, refuseStale } from '#policy/refusal.ts'
import type { AnyTaskType } from '#tasks/lifecycle/task-type.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { type Program, standingIn, type Terms } from './program.ts'
import { endProgram, recordProgramEnded, saveProgram } from './queries.ts'
import { readStanding, type Standing } from './read-standing.ts'

type Changing = Context<'program:change'>
type Effect = (context: Changing, isOn: boolean) => Promise<unknown>

/** Reads how the account of this request stands in all programs. */
export function standingFor({
  sql,
  grant,
  installation,
}: Context<'program:change' | 'program:view'>): Promise<Standing> {
  const { email, locale } = customerOf(grant.actor)
  return readStanding(sql, { accountId: grant.accountId, timeZone: installation.timeZone, email, locale })
}

/**
 * Makes the handler that enrolls an account in a program, changes what is agreed, or takes the account out of it. A repeated
 * request changes nothing.
 * @param alsoSwitches writes the account's own switch, for a program that the CIS knows by one
 */
export const changing =
  <N extends ProgramName, W, T extends AnyTaskType>(program: Program<N, W, T>, alsoSwitches?: Effect) =>
  async ({ body }: { body: { terms: W | null; version: number } }, context: Changing) => {
    const { sql, grant } = context
    const { name, taskType } = program
    const { version } = body
    const on = await standingFor(context)
    const before = standingIn(program, on)
    const after: Terms<N> | null = body.terms === null ? null : program.agree(on, body.terms)
    if (isDeepStrictEqual(before.terms, after)) return unchanged({ taskId: null, version: before.version })
    const stale = (now: typeof before) => refuseStale({ terms: after }, { terms: now.terms }, now.version)
    if (before.version !== version) throw stale(before)
    const [reason] = before.whyNot
    if (after !== null && reason !== undefined)
      throw new Refusal('program-not-open', { fields: [{ field: 'terms', reason }] })
    const given = { program: name, today: on.today, version }
    const saved = after
      ? await saveProgram.first(sql, grant, { ...given, terms: after })
      : ((await endProgram.first(sql, grant, given)) ??
        (program.switch && (await recordProgramEnded.first(sql, grant, { ...given, terms: before.terms }))))
    if (!saved) {
      // The same request twice at once: the other one has made the change.
      const now = standingIn(program, await standingFor(context))
      if (isDeepStrictEqual(now.terms, after)) return unchanged({ taskId: null, version: now.version })
      throw stale(now)
    }
    await alsoSwitches?.(context, after !== null)
    const terms = after ?? before.terms
    const cents = terms === null ? undefined : program.amountCents?.(terms)
    const task = await createDoneTask(context, {
      taskType,
      payload: program.payload(before.terms, after),
      ...(cents !== undefined && { amount: { cents, currency: on.currency } }),
    })
    await enqueueMessage(context, task, {
      template: 'program-changed',
      program: name,
      isOn: after !== null,
      wasOn: before.terms !== null,
    })
    return changed(task, { taskId: task.taskId, version: saved.version })
  }
