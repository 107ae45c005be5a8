import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { centsOf } from '../self-service-tasks/task-terms.ts'
import type { Offered } from './actions.ts'
import type { ActionInput, Assignee } from './perform-action.ts'
import { reasonOf } from './reason-words.ts'

type Read = { input: ActionInput } | { refusal: RefusalBody }
const wrong = (field: string, reason: string): Read => ({
  refusal: { reason: 'invalid-field', fields: [{ field, reason }] },
})

/** Reads the fields of an action's form, or returns the first one that is missing or invalid. The server checks them again. */
export function readActionInput(form: FormData, { action, needs }: Offered, csrId: string): Read {
  const typed = (name: string) => String(form.get(name) ?? '').trim()
  const input: ActionInput = { reason: reasonOf(typed('quickReason'), typed('reason')) }
  if (action === 'assign') {
    const assignTo = assigneeOf(typed, csrId)
    return assignTo === undefined ? wrong('assignTo', 'required') : { input: { ...input, assignTo } }
  }
  if (needs.includes('date')) {
    input.scheduledOn = typed('scheduledOn')
    if (input.scheduledOn === '') return wrong('scheduledOn', 'required')
  }
  if (needs.includes('amount')) {
    const amountCents = centsOf(typed('amount'))
    if (amountCents === undefined) return wrong('amountCents', 'required')
    if (!(amountCents > 0)) return wrong('amountCents', 'not-valid')
    input.amountCents = amountCents
  }
  if (needs.includes('reason') && input.reason === '') return wrong('reason', 'required')
  return { input }
}

function assigneeOf(typed: (name: string) => string, csrId: string): Assignee | undefined {
  const other = typed('csrId')
  const csrGroup = typed('csrGroup')
  switch (typed('assignTo')) {
    case 'me':
      return { csrId }
    case 'csr':
      return other === '' ? undefined : { csrId: other }
    case 'group':
      return csrGroup === '' ? undefined : { csrGroup }
    case 'nobody':
      return null
    default:
      return undefined
  }
}
