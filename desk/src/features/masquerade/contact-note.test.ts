import { expect, test } from 'vitest'
import { formatter } from '#app/format.ts'
import { translator, wordsFor } from '#app/messages.ts'
import { contactNote } from './contact-note.ts'
import type { NoteDraft } from './own-views.ts'

const draft: NoteDraft = {
  masqueradeId: 'a'.repeat(26),
  accountId: 4021778801,
  userName: 'm.alvarez',
  purposeKind: 'call',
  purposeReference: 'C-123',
  startedAt: '2026-11-23T20:04:00.000Z',
  endedAt: '2026-11-23T20:09:30.000Z',
  endCause: 'banner',
  endedBy: null,
  givenReason: null,
  read: ['overview:view', 'bill:view'],
  changed: [{ taskId: 55, taskType: 'mailing-address' }],
  refused: ['card-payment:start'],
}
const note = (of: Partial<NoteDraft>, locale: 'en' | 'es' = 'en') => {
  const t = translator(locale)
  const text = contactNote({ ...draft, ...of }, t, wordsFor(t), formatter(locale, 'America/Los_Angeles'))
  // Some versions of Intl put narrow spaces into times.
  return text.replace(/[\u202f\u00a0]/g, ' ')
}

test('says who was seen, when, why, what was seen, changed and not possible', () => {
  expect(note({})).toBe(
    'Viewed the portal as m.alvarez, Nov 23, 2026, 12:04 PM to 12:09 PM. Reason: call, C-123. ' +
      'Viewed: overview and bills. Changed: Mailing address (task 55). Refused: card payment.',
  )
})

test('says that nothing was changed, and omits refusals if there were none', () => {
  const text = note({ changed: [], refused: [], read: [] })
  expect(text).toContain('No pages were opened. Nothing was changed.')
  expect(text).not.toContain('Refused')
})

test('shows a purpose that the utility added by its name', () => {
  expect(note({ purposeKind: 'back-office' })).toContain('Reason: back office, C-123.')
})

test('in Spanish', () => {
  expect(note({}, 'es')).toContain('Motivo: llamada, C-123.')
})

test('never exceeds the length limit of a note', () => {
  const changed = Array.from({ length: 200 }, (_, taskId) => ({ taskId, taskType: 'mailing-address' }))
  expect(note({ changed }).length).toBe(2000)
})
