import type { WebUser } from './web-user.ts'

export type ChangeProps = {
  accountId: number
  webUser: WebUser
  /** Called after the change: reload the data. */
  onDone: () => void
  /** Called to return to the list of changes. */
  onBack: () => void
}
