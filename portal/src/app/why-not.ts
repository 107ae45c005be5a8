import type { Reason } from '@porchlight/contract/reasons.ts'
import { knownKey } from './messages.ts'
import type { PageProps } from './page.ts'

/** Reasons that the utility's own tooltip explains: the action is switched off in a masquerade. */
const switchedOff: readonly string[] = ['entitlement-off', 'masquerade-never', 'permission-missing']

/** Returns the sentence for an action that is refused; undefined where it is allowed. */
export function whyNot(
  decision: 'ok' | Reason,
  { t, surroundings }: Pick<PageProps<unknown>, 't' | 'surroundings'>,
): string | undefined {
  if (decision === 'ok') return undefined
  const tooltip = surroundings?.masquerade?.tooltip
  return tooltip && switchedOff.includes(decision)
    ? tooltip
    : t(knownKey(`reason.${decision}`, 'reason.other'))
}
