import type { TaskWriter } from '#tasks/task-writer.ts'

/** The actions whose grants send mail: those that make a task, what a CSR does for a web user, and the jobs that tell of things. */
export type MessageWriter =
  | TaskWriter
  | `web-user:${'deactivate' | 'resend-confirmation' | 'send-reset'}`
  | `job:${'answer-reset-requests' | 'tell-of-alerts' | 'tell-of-links' | 'tell-of-visits'}`
