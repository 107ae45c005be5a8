import type { Api } from '@porchlight/contract/api.ts'
import type { TaskAction, TaskType } from '@porchlight/contract/task-types.ts'

type MakesTask<E> = E extends { task: TaskType; action: infer Action } ? Action : never

/**
 * The actions whose grants write self-service tasks: those of the endpoints that the contract gives a task, what CSRs and the
 * payment page do to one, and the jobs that work them. A public endpoint makes its task as the holder of its mailed key.
 */
export type TaskWriter =
  | Exclude<{ [Name in keyof Api]: MakesTask<Api[Name]> }[keyof Api], 'public'>
  | `task:${TaskAction}`
  | 'card-payment:settle'
  | `mailed-key:${'reset-password' | 'confirm-email' | 'take-off' | 'notice-off' | 'register' | 'register-guest'}`
  | `job:${'work-tasks' | 'tell-cis' | 'cancel-card-payments' | 'ask-payment-page' | 'make-refunds' | 'reconcile-cards' | 'send-deposits' | 'make-bank-payments' | 'read-bank-returns' | 'reconcile-bank' | 'run-autopays' | 'settle-budgets'}`
