import { type TaskColumn, taskColumns } from '@porchlight/contract/task-choices.ts'
import { signal } from '@preact/signals'
import { isNarrowNow } from '#app/use-narrow.ts'
import { usualColumns, usualNarrowColumns } from './task-columns.tsx'

const storageKey = 'task-columns'

function stored(): readonly TaskColumn[] {
  const names = (localStorage.getItem(storageKey) ?? '').split(',')
  const columns = taskColumns.filter((name) => names.includes(name))
  if (columns.length > 0) return columns
  return isNarrowNow() ? usualNarrowColumns : usualColumns
}

let choice: ReturnType<typeof signal<readonly TaskColumn[]>> | undefined

/** Returns the columns that this browser shows. Stores only their names, which are not personal data. */
export function columnChoice() {
  choice ??= signal<readonly TaskColumn[]>(stored())
  return choice
}

export function chooseColumns(columns: readonly TaskColumn[]): void {
  columnChoice().value = columns
  localStorage.setItem(storageKey, columns.join(','))
}
