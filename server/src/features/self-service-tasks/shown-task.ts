import { maskedLogin, maskedName } from '#features/accounts/index.ts'
import type { FoundTask } from './find/find-tasks.ts'

const makers = ['visitor', 'customer', 'csr', 'masquerade', 'system'] as const

/** A list opens nobody: of a protected customer's task it shows the four fields without what names the customer. */
export function masked<T extends ReturnType<typeof shown>>(task: T): T {
  if (!task.isProtected) return task
  return {
    ...task,
    customerName: task.customerName && maskedName(task.customerName),
    webUserId: task.madeBy === 'customer' && task.webUserId !== null ? maskedLogin : task.webUserId,
    emailAddress: task.emailAddress && maskedLogin,
  }
}

/** A row of a task as the contract has it. */
export function shown(row: Omit<FoundTask, 'createdKey' | 'updatedKey'>) {
  const madeBy = makers.find((maker) => maker === row.madeBy) ?? 'system'
  return { ...row, madeBy, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}
