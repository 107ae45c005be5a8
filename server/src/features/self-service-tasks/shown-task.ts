import { maskedLogin, maskedName } from '#features/accounts/index.ts'
import type { FoundTask } from './find/find-tasks.ts'

const makers = ['visitor', 'customer', 'csr', 'masquerade', 'system'] as const

/** Masks the task of a protected customer for a list: hides the name and the user name in the four fields. */
export function masked<T extends ReturnType<typeof shown>>(task: T): T {
  if (!task.isProtected) return task
  return {
    ...task,
    customerName: task.customerName && maskedName(task.customerName),
    webUserId: task.madeBy === 'customer' && task.webUserId !== null ? maskedLogin : task.webUserId,
    emailAddress: task.emailAddress && maskedLogin,
  }
}

/** Returns a task's row in the form of the contract. */
export function shown(row: Omit<FoundTask, 'createdKey' | 'updatedKey'>) {
  const madeBy = makers.find((maker) => maker === row.madeBy) ?? 'system'
  return { ...row, madeBy, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}
