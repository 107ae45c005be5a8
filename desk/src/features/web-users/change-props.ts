import type { WebUser } from './web-user.ts'

/** What the form of a change is given. */
export type ChangeProps = {
  accountId: number
  webUser: WebUser
  /** Made: read again. */
  onDone: () => void
  /** Back to the other changes. */
  onBack: () => void
}
