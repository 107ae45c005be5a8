import { rowNumber, screen } from '#app/declare.ts'
import { parseTaskAddress, taskQueryOf } from '#app/task-address.ts'

export const tasks = screen({
  name: 'tasks',
  path: '/tasks',
  title: 'tasks.title',
  needs: 'task:view',
  menu: { place: 'header', order: 2, text: 'nav.tasks' },
  query: { read: parseTaskAddress, write: taskQueryOf },
})

export const task = screen({
  name: 'task',
  path: '/tasks/:taskId',
  needs: 'task:view',
  section: 'tasks',
  ids: { taskId: rowNumber },
})
