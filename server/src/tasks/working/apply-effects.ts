import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { Installation } from '../../installation.ts'
import { effectOf } from '../lifecycle/effect-of.ts'
import type { Failure, Work, WorkedTask } from '../lifecycle/task-type.ts'
import type { ClaimedTask } from './claimed-task.ts'

/** Runs work inside a savepoint. If the work throws, PostgreSQL undoes the work and the transaction continues. */
async function guarded(sql: Sql, work: () => Promise<readonly Failure[]>): Promise<readonly Failure[]> {
  await sql.unsafe('SAVEPOINT effect')
  try {
    const failures = await work()
    await sql.unsafe('RELEASE SAVEPOINT effect')
    return failures
  } catch (error) {
    await sql.unsafe('ROLLBACK TO SAVEPOINT effect; RELEASE SAVEPOINT effect')
    throw error
  }
}

type Applying = {
  sql: Sql
  grant: Grant<'job:work-tasks'>
  installation: Installation
}

/**
 * Makes the effects of all tasks of one type at once. If that throws, makes them one by one, so that one failure does not fail
 * the others.
 */
async function applyType(
  { sql, grant, installation }: Applying,
  work: Work<unknown>,
  tasks: readonly WorkedTask<unknown>[],
) {
  const run = (some: readonly WorkedTask<unknown>[]) =>
    guarded(sql, () => work(sql, grant, some, installation))
  try {
    return await run(tasks)
  } catch (err) {
    const failures: Failure[] = []
    for (const task of tasks) {
      const { taskId } = task
      const alone = run([task]).catch((reason: unknown) => {
        installation.log.error({ err: reason, taskId }, 'a task failed')
        return [{ taskId, reason: 'unexpected-error', isForGood: false }]
      })
      failures.push(...(await alone))
    }
    if (failures.length === 0) installation.log.error({ err }, 'tasks failed together that do not fail alone')
    return failures
  }
}

/**
 * Makes the effects of these tasks in our own tables, by the handler of each type. Skips effects that are already applied.
 * Returns the tasks whose effect failed.
 */
export async function applyEffects(
  applying: Applying,
  tasks: readonly ClaimedTask[],
): Promise<Map<number, Failure>> {
  const { taskTypes } = applying.installation
  const failures: Failure[] = []
  const fresh = tasks.filter(({ isApplied }) => !isApplied)
  for (const taskType of new Set(fresh.map((task) => task.taskType))) {
    const type = taskTypes[taskType]
    const { work, payload: schema } = type
    const ofType = fresh.filter((task) => task.taskType === taskType)
    if (!work) {
      // The request should have made this effect and did not. Completing the task would record a change that never happened.
      const nobody = { reason: 'nobody-does-it', isForGood: true }
      if (effectOf(type) !== 'utility') failures.push(...ofType.map(({ taskId }) => ({ taskId, ...nobody })))
      continue
    }
    const worked: WorkedTask<unknown>[] = []
    for (const { taskId, accountId, selfServiceUserId, amountCents, currency, ...task } of ofType) {
      const parsed = schema.safeParse(task.payload)
      if (parsed.success)
        worked.push({ taskId, accountId, selfServiceUserId, amountCents, currency, payload: parsed.data })
      else failures.push({ taskId, reason: 'payload-not-valid', isForGood: true })
    }
    // One declaration holds the schema and the handler, so the handler accepts what the schema has parsed.
    if (worked.length > 0) failures.push(...(await applyType(applying, work as Work<unknown>, worked)))
  }
  return new Map(failures.map((failure) => [failure.taskId, failure]))
}
