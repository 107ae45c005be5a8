import { peopleOfAccount } from '#features/account-links/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { nickname as nicknameTask } from '#features/web-user-details/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { answers, verdictWith } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { createDoneTask, createTask } from '#tasks/making/create-task.ts'
import { changeGuestRole, guestRoles, holdForLeaving, leaveAccount, nicknameOf } from './queries.ts'
import { guestRoleChange, leaveAccount as leaveTask } from './task-types.ts'

export const linkHandlers: HandlersOf<'changeGuestRole' | 'readOwnLink' | 'leaveAccount' | 'changeNickname'> =
  {
    changeGuestRole: async ({ body: { role, seenRole } }, context) => {
      const { sql, grant } = context
      const { accountId, guestId } = grant
      const [roles, people] = await Promise.all([guestRoles(sql, {}), peopleOfAccount(sql, { accountId })])
      const guest = people.find(({ webUserId }) => webUserId === guestId)
      if (!guest) throw new Refusal('not-found')
      const verdict = verdictWith(grant, { guest: { isRemovable: guest.isRemovable && !guest.isHolder } })
      if (verdict !== 'ok') throw new Refusal(verdict)
      if (!roles.some((one) => one.role === role)) throw refuseField('role', 'not-valid')
      if (guest.role === role) return unchanged({ taskId: null })
      const task = await createDoneTask(context, {
        taskType: guestRoleChange,
        payload: { guest: guest.userName, role: { before: seenRole, after: role } },
      })
      const { isChanged } = await changeGuestRole.one(sql, grant, { seenRole, role, taskId: task.taskId })
      if (!isChanged) throw new Refusal('version-conflict')
      const { taskId } = task
      context.note({
        event: 'changed',
        accountId,
        taskId,
        details: { guest: guestId, before: seenRole, after: role },
      })
      return changed(task, { taskId })
    },

    readOwnLink: async (_, { sql, grant, subject }) => {
      const { accountId, actor } = grant
      const { webUserId } = customerOf(actor)
      const nickname = (await nicknameOf.first(sql, { accountId, webUserId }))?.nickname ?? ''
      return {
        role: subject.link?.role ?? '',
        nickname,
        isHolder: subject.link?.isHolder ?? false,
        may: answers(actor, subject, 'account-link:leave', 'nickname:change'),
      }
    },

    leaveAccount: async (_, context) => {
      const { sql, grant } = context
      const { accountId } = grant
      const { outcome, role, isPersonRemoved } = await holdForLeaving.one(sql, { accountId })
      if (outcome === 'last-holder') throw new Refusal('last-holder')
      if (outcome !== 'may-leave' || role === null || isPersonRemoved === null)
        throw new Refusal('account-not-linked')
      const task = await createDoneTask(context, { taskType: leaveTask, payload: { role, isPersonRemoved } })
      await enqueueMessage(context, task, { template: 'account-left' })
      if (!(await leaveAccount.one(sql, grant)).hasLeft) throw new Refusal('account-not-linked')
      context.note({ event: 'changed', accountId, taskId: task.taskId, details: { role, isPersonRemoved } })
      return changed(task, { taskId: task.taskId })
    },

    changeNickname: async ({ body: { nickname } }, context) => {
      const { sql, grant } = context
      const { accountId, webUserId } = grant
      const before = (await nicknameOf.first(sql, { accountId, webUserId }))?.nickname ?? ''
      if (before === nickname) return unchanged({ taskId: null })
      const task = await createTask(context, {
        taskType: nicknameTask,
        state: 'pending',
        payload: { nickname: { before, after: nickname } },
      })
      return changed(task, { taskId: task.taskId })
    },
  }
