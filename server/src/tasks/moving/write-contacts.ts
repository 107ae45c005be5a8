import type { TaskType } from '@porchlight/contract/task-types.ts'
import { type WordKey, wordsIn } from '../../words.ts'
import type { AnyTaskType } from '../lifecycle/task-type.ts'
import { insertContacts } from './queries.ts'
import type { TaskTools } from './task-tools.ts'

/** Returns the contact history line of a completed task of this type; undefined where the type writes none. */
export function contactOf({ name, contact }: AnyTaskType) {
  return contact && { ...contact, note: wordsIn('en')[`contact-note.${name}` as WordKey] }
}

/** Writes a line in the contact history for each of these completed tasks whose type says so. */
export async function writeContacts(
  { sql, grant, installation }: TaskTools,
  tasks: readonly { taskId: number; taskType: TaskType }[],
): Promise<void> {
  const contacts = tasks.flatMap(({ taskId, taskType }) => {
    const contact = contactOf(installation.taskTypes[taskType])
    return contact ? [{ taskId, ...contact }] : []
  })
  if (contacts.length > 0) await insertContacts(sql, grant, { contacts })
}
