import type { Action } from '@porchlight/contract/actions.ts'
import { type InwardAction, ofAnybody, ofSystem, type Row } from './policy.ts'
import { rows } from './rows.generated.ts'

/** What the policy answers for every action: the rows of every feature, and those of the task engine's own jobs. */
export const policy = {
  ...rows,
  'job:delete-old-rows': ofSystem,
  'job:expire-tasks': ofSystem,
  'job:tell-cis': ofSystem,
  'job:watch-cis': ofSystem,
  'job:work-tasks': ofSystem,
  public: ofAnybody,
}

// A check on the declaration itself would widen the type and lose the ids that a row is about.
policy satisfies Record<Action | InwardAction, Row>
