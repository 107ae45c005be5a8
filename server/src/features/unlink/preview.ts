import type { UnlinkPreview } from '@porchlight/contract/unlink.ts'
import { maskedLogin, maskedName } from '#features/accounts/index.ts'
import { liveMasqueradesOf } from '#features/masquerade/index.ts'
import { maskedEmail } from '#features/web-users/index.ts'
import type { Context } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { judgeTask } from '#policy/staff-work.ts'
import { actionsOf } from '#tasks/lifecycle/actions-of.ts'
import type { UnfinishedTasks } from './queries.generated.ts'
import { isUnlinked, linkFacts, otherLinks, unfinishedTasks } from './queries.ts'
import { accountPersonOutcome, standingOf } from './rules.ts'

type Of = Context<'account-link:unlink'>

/** Returns whether anybody can discard a task as it is now: its state has the action, and nothing about the task forbids it. */
function isDiscardable(task: UnfinishedTasks['row'], { installation }: Of): boolean {
  const discard = actionsOf(installation.taskTypes, task).find(({ action }) => action === 'discard')
  return discard !== undefined && judgeTask({ requires: discard.requires, isTold: task.isTold }) === 'ok'
}

/**
 * Returns what an unlink would remove and keep at this moment, with a fingerprint of everything that this depends on.
 * @throws Refusal 409 if somebody has already unlinked the web user, 404 if there never was such a link
 */
export async function previewOf(context: Of): Promise<UnlinkPreview> {
  const { sql, grant, subject } = context
  const { accountId, webUserId } = grant
  const of = { accountId, webUserId }
  const [facts, others, tasks, masquerades] = await Promise.all([
    linkFacts.first(sql, of),
    otherLinks(sql, of),
    unfinishedTasks(sql, of),
    liveMasqueradesOf(sql, of),
  ])
  if (!facts) {
    const gone = await isUnlinked.one(sql, of)
    throw new Refusal(gone.isUnlinked ? 'already-unlinked' : 'not-found')
  }
  const { relationshipType, accountPersonVersion, isMainCustomer, isReserved, isMasked } = facts
  const outcome = accountPersonOutcome({ isMainCustomer, isReserved }, others.length)
  const { userName, personName, role, nickname, isLinkActive, isFinanciallyResponsible } = facts
  return {
    ...of,
    userName: isMasked ? maskedLogin : userName,
    personName: isMasked ? maskedName(personName) : personName,
    ...{ role, nickname, isLinkActive },
    accountPerson:
      relationshipType === null || accountPersonVersion === null
        ? null
        : { relationshipType, isFinanciallyResponsible, outcome, version: accountPersonVersion },
    otherUserNames: others.map((other) => (isMasked ? maskedLogin : other.userName)),
    otherAccountCount: facts.otherAccountCount,
    isLast: facts.isLast,
    tasks: tasks.map((task) => {
      const { createdAt, total: _, isTold: __, ...shown } = task
      return { ...shown, createdAt: createdAt.toISOString(), isDiscardable: isDiscardable(task, context) }
    }),
    moreTasks: Math.max(0, (tasks[0]?.total ?? 0) - tasks.length),
    masquerades,
    toldAt: facts.isMailed ? maskedEmail(facts.email) : null,
    standing: standingOf({
      webUser: [facts.webUserVersion, facts.personId, facts.email, facts.isMailed],
      link: [facts.linkVersion, role, nickname, isLinkActive],
      accountPerson: [relationshipType, accountPersonVersion, isMainCustomer, isFinanciallyResponsible],
      otherLinks: others.map((other) => other.webUserId),
      tasks: tasks.map(({ taskId, state, version, total }) => [taskId, state, version, total]),
      masquerades: masquerades.map(({ masqueradeId }) => masqueradeId),
    }),
    may: answers(grant.actor, subject, 'account-link:unlink', 'account-person:remove', 'task:discard'),
  }
}
