import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import type { UnlinkPreview } from '@porchlight/contract/unlink.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { changedParts } from './rules.ts'

/**
 * Checks a CSR's choices against the current preview, and returns the tasks to discard.
 * @throws Refusal 409 where the preview is stale, 422 for a choice that the preview did not offer, 403 where the permission for
 * a choice is missing
 */
export function checkChoices(
  body: Body<Api['unlinkWebUser']>,
  preview: UnlinkPreview,
): UnlinkPreview['tasks'] {
  const difference = changedParts(body.standing, preview.standing)
  if (difference.length > 0) throw new Refusal('version-conflict', { difference, current: preview })

  if (body.removesAccountPerson) {
    if (preview.accountPerson?.outcome !== 'utility-owned')
      throw refuseField('removesAccountPerson', 'not-a-choice')
    const mayRemove = preview.may['account-person:remove']
    if (mayRemove !== 'ok') throw new Refusal(mayRemove)
  }
  const discarded = preview.tasks.filter(({ taskId }) => body.discardedTaskIds.includes(taskId))
  const areShown = discarded.length === new Set(body.discardedTaskIds).size
  if (!areShown || discarded.some((task) => !task.isDiscardable))
    throw refuseField('discardedTaskIds', 'not-a-choice')
  const mayDiscard = preview.may['task:discard']
  if (discarded.length > 0 && mayDiscard !== 'ok') throw new Refusal(mayDiscard)
  return discarded
}
