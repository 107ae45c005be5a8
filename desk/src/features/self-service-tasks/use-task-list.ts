import type { Client } from '@porchlight/contract/client.ts'
import { useDesk } from '#app/desk-context.ts'
import { refusalOf } from '#app/use-answer.ts'
import { createTaskList, type TaskList } from './task-list.ts'

/** One list for as long as the page is open: coming back to it finds it as it was. */
const lists = new WeakMap<Client, TaskList>()

export function useTaskList(): TaskList {
  const { client, clientUntil } = useDesk()
  const existing = lists.get(client)
  if (existing) return existing
  const list = createTaskList((body, signal) => clientUntil(signal).queryTasks({ body }), refusalOf)
  lists.set(client, list)
  return list
}
