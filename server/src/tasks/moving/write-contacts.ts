import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import { type WordKey, wordsIn } from '../../words.ts'
import { taskTypeOf } from '../lifecycle/registry.ts'
import { insertContacts } from '../queries.ts'

/** What the contact history says of a completed task of this type; undefined where it says nothing. */
export function contactOf(taskType: TaskType) {
  const { contact } = taskTypeOf(taskType)
  return contact && { ...contact, note: wordsIn('en')[`contact-note.${taskType}` as WordKey] }
}

/** Writes a line in the contact history for each of these completed tasks whose type says so. */
export async function writeContacts(
  sql: Sql,
  tasks: readonly { taskId: number; taskType: TaskType }[],
): Promise<void> {
  const contacts = tasks.flatMap(({ taskId, taskType }) => {
    const contact = contactOf(taskType)
    return contact ? [{ taskId, ...contact }] : []
  })
  if (contacts.length > 0) await insertContacts(sql, { contacts })
}
