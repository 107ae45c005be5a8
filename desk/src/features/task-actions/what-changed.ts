import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { Desk } from '#app/desk-context.ts'
import { reasonWords } from './reason-words.ts'

/** The difference of a refused action: the task's state before and now, and who changed it. */
export type Changed = {
  before: string | null
  after: string | null
  /** The CSR who made the change; null where none did. */
  by: string | null
  /** `csr`, `customer`, `system`, `cis` or `payment-page`. */
  kind: string | null
  action: string | null
  reason: string
}

const kinds = {
  customer: 'task-conflict.by-customer',
  system: 'task-conflict.by-system',
  cis: 'task-conflict.by-cis',
  'payment-page': 'task-conflict.by-payment-page',
} as const

const byKind = (kind: string | null) => kinds[(kind ?? 'system') as keyof typeof kinds] ?? kinds.system

export function changedOf({ difference = [] }: RefusalBody): Changed {
  const of = (field: string) => difference.find((other) => other.field === field)
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    before: text(of('state')?.yours),
    after: text(of('state')?.theirs),
    by: text(of('changed-by')?.theirs),
    kind: text(of('changed-by-kind')?.theirs),
    action: text(of('action')?.theirs),
    reason: text(of('reason')?.theirs) ?? '',
  }
}

/** Returns a sentence or two about the change: who did what and why, and the state of the task now. */
export function whatChanged(refusal: RefusalBody, { t, word }: Pick<Desk, 't' | 'word'>): string {
  const { before, after, by, kind, action, reason } = changedOf(refusal)
  const why = reasonWords(word, { reason, action })
  const who =
    by && action
      ? t(why === '' ? 'task-conflict.by' : 'task-conflict.by-because', {
          who: by,
          what: word('action', `task:${action}`),
          why,
        })
      : by
        ? t('task-conflict.by-colleague', { who: by })
        : t(byKind(kind))
  const state = { before: word('task-state', before), after: word('task-state', after) }
  return `${who} ${t(before === after ? 'task-conflict.same-state' : 'task-conflict.state', state)}`
}

/** Returns whether the only change since the version that the CSR saw is this action of the same CSR, whose response was lost. */
export function isOwnChange(
  refusal: RefusalBody,
  change: { version: number; action: string; csrId: string },
): boolean {
  const { by, action } = changedOf(refusal)
  return (
    refusal.reason === 'version-conflict' &&
    refusal.version === change.version + 1 &&
    by === change.csrId &&
    action === change.action
  )
}
