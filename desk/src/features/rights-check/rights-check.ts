import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

export type RightsCheck = Response<Api['checkRights']>
export type Checked = RightsCheck['checked'][number]
export type Outcome = RightsCheck['start']

/** Whom the check is about, as far as they are chosen. */
export type Chosen = {
  csrId?: string | undefined
  accountId?: number | undefined
  webUserId?: number | undefined
}

/** Returns the decisions on a request at the desk and in both modes of a masquerade, without those that do not apply. */
export const outcomesOf = ({ desk, read, act }: Checked): Outcome[] =>
  [desk, read, act].filter((outcome) => outcome !== null)
