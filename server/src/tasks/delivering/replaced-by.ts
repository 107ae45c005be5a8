import type { TaskType } from '@porchlight/contract/task-types.ts'

const autopay = ['autopay-enrol', 'autopay-change', 'autopay-stop'] as const

/**
 * The task types of which a later one leaves nothing of an earlier one: told after it, the earlier one would undo the later
 * one. Of a web user on the account, or of the account whoever asked. All other tasks stand for themselves.
 */
const replacing: { [T in TaskType]?: { taskTypes: readonly TaskType[]; isOfWebUser: boolean } } = {
  'mailing-address': { taskTypes: ['mailing-address'], isOfWebUser: false },
  paperless: { taskTypes: ['paperless'], isOfWebUser: false },
  'autopay-enrol': { taskTypes: autopay, isOfWebUser: false },
  'autopay-change': { taskTypes: autopay, isOfWebUser: false },
  'autopay-stop': { taskTypes: autopay, isOfWebUser: false },
  'preferred-due-date': { taskTypes: ['preferred-due-date'], isOfWebUser: false },
  'budget-billing': { taskTypes: ['budget-billing'], isOfWebUser: false },
  'charity-round-up': { taskTypes: ['charity-round-up'], isOfWebUser: false },
  'notification-preferences': { taskTypes: ['notification-preferences'], isOfWebUser: true },
  nickname: { taskTypes: ['nickname'], isOfWebUser: true },
  language: { taskTypes: ['language'], isOfWebUser: true },
}

/** What replaces a task of this type; undefined where nothing does. */
export const replacedBy = (taskType: string) => replacing[taskType as TaskType]
