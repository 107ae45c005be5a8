import {
  type Notification,
  type NotificationChoices,
  notifications,
  rightFor,
} from '@porchlight/contract/preferences.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { changesNothing, Refusal, refuseStale } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import {
  addPreferences,
  noticeRules,
  notificationTargets,
  ownLanguageForChange,
  preferencesForChange,
  preferencesOf,
  setOwnLanguage,
  updatePreferences,
} from './queries.ts'
import { namedChoices, newTexts, noticeRulesIn, standingChoices } from './rules.ts'
import { stopNotice } from './stop-notice.ts'
import { language as languageTask, notificationPreferences } from './task-types.ts'

type Stored = { choices: unknown; version: number } | undefined
const named = (choices: NotificationChoices | undefined) => choices && namedChoices(choices)
const standingIn = (row: Stored) => namedChoices(standingChoices(row?.choices))
const stale = (yours: NotificationChoices, row: Stored, was: NotificationChoices | undefined) =>
  refuseStale(namedChoices(yours), standingIn(row), row?.version ?? 0, named(was))

const names = Object.keys(notifications) as Notification[]

/** Returns whether notifications can leave by text message, or what is missing. */
const textsTo = (mobile: string | undefined, { texts }: { texts: unknown }) =>
  texts === null ? 'no-provider' : mobile === undefined ? 'no-mobile' : 'offered'

export const preferencesHandlers: HandlersOf<
  'readPreferences' | 'changePreferences' | 'changeLanguage' | 'stopNotice'
> = {
  stopNotice,

  readPreferences: async (_, { sql, grant, subject, installation }) => {
    const { accountId } = grant
    const { webUserId, personId, email, locale } = customerOf(grant.actor)
    const [row, target, rules] = await Promise.all([
      preferencesOf.first(sql, { webUserId, accountId }),
      notificationTargets.first(sql, { personId }),
      noticeRules.one(sql, {}),
    ])
    return {
      choices: standingChoices(row?.choices),
      version: row?.version ?? 0,
      offered: names.filter((name) => subject.link?.rights.includes(rightFor(name))),
      texts: textsTo(target?.mobile, installation),
      rules: noticeRulesIn(rules),
      email,
      mobile: target?.mobile ?? null,
      language: locale,
      may: answers(grant.actor, subject, 'preferences:change', 'language:change'),
    }
  },

  changePreferences: async ({ body: { choices, version, was } }, context) => {
    const { sql, grant, installation } = context
    const { accountId, webUserId } = grant
    const mine = { accountId, webUserId }
    const before = await preferencesForChange.first(sql, mine)
    // Saved without a change, or already saved by another request: there is nothing to do, whatever the version.
    if (changesNothing(namedChoices(choices), standingIn(before), named(was))) {
      return unchanged({ taskId: null, version: before?.version ?? 0 })
    }
    if ((before?.version ?? 0) !== version) throw stale(choices, before, was)
    const texted = newTexts(standingChoices(before?.choices), choices)
    if (texted.length > 0) {
      const target = await notificationTargets.first(sql, { personId: customerOf(grant.actor).personId })
      if (textsTo(target?.mobile, installation) !== 'offered')
        throw new Refusal('invalid-field', {
          fields: texted.map((name) => ({ field: `${name}.text`, reason: 'texts-not-offered' })),
        })
    }
    const save = before ? updatePreferences : addPreferences
    const saved = await save.first(sql, grant, { choices })
    // Two first choices at once: the other one stands, and is seen now.
    if (!saved) throw stale(choices, await preferencesForChange.first(sql, mine), was)
    const task = await createDoneTask(context, {
      taskType: notificationPreferences,
      payload: { before: standingChoices(before?.choices), after: choices },
    })
    await enqueueMessage(context, task, { template: 'preferences-changed' })
    return changed(task, { taskId: task.taskId, version: saved.version })
  },

  changeLanguage: async ({ body: { language } }, context) => {
    const { sql, grant } = context
    const customer = customerOf(grant.actor)
    const before = localeOf((await ownLanguageForChange.one(sql, {})).language)
    if (before === language) return unchanged({ taskId: null })
    await setOwnLanguage(sql, grant, { language })
    const task = await createDoneTask(context, {
      taskType: languageTask,
      payload: { language: { before, after: language } },
    })
    // Customers who change it themselves see it at once. One for whom support changed it reads of it in the new language.
    if (grant.actor.kind === 'masquerade')
      await enqueueMessage(
        context,
        task,
        { template: 'language-changed' },
        { to: { ...customer, locale: language, isBySupport: true } },
      )
    const { taskId } = task
    context.note({
      event: 'changed',
      taskId,
      webUserId: customer.webUserId,
      details: { before, after: language },
    })
    return changed(task, { taskId })
  },
}
