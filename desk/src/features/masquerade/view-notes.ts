import type { Desk } from '#app/desk-context.ts'
import { type Draft, draftAbout, drafts, dropDraft, keepDraft, newDraftId } from '#app/drafts/draft-store.ts'
import { href } from '#app/routes.ts'

const begin = 'view-note '

/** What the draft of a note after a masquerade is about. */
export const viewNoteAbout = (masqueradeId: string, accountId: number): string =>
  `${begin}${masqueradeId} ${accountId}`

/** Returns the masquerade on this account whose note is still to be written: the one that ended last. */
export function viewToNote(accountId: number): string | undefined {
  const isOfAccount = ({ subject }: Draft) => subject.startsWith(begin) && subject.endsWith(` ${accountId}`)
  const newest = [...drafts.value.values()].filter(isOfAccount).sort((a, b) => b.changedAt - a.changedAt)[0]
  return newest?.subject.split(' ')[1]
}

/** Keeps a note to be written: the CSR may be on another screen, and come back to it tomorrow. */
export function keepViewNote(
  { masqueradeId, accountId }: { masqueradeId: string; accountId: number },
  { t, format, refusedFor }: Pick<Desk, 't' | 'format' | 'refusedFor'>,
): void {
  const subject = viewNoteAbout(masqueradeId, accountId)
  // A CSR who may not write one has no note to write.
  if (refusedFor('contact:add') || draftAbout(subject)) return
  rememberOffered(masqueradeId)
  keepDraft({
    draftId: newDraftId(),
    subject,
    title: t('drafts.view-note', { number: format.account(accountId) }),
    place: href({ name: 'account', accountId, after: masqueradeId }),
    fields: {},
    changedAt: Date.now(),
  })
}

/** Forgets a note that was written. */
export function forgetViewNote(masqueradeId: string, accountId: number): void {
  const draft = draftAbout(viewNoteAbout(masqueradeId, accountId))
  if (draft) dropDraft(draft.draftId)
}

const offeredKey = 'offered-view-notes'
const mostOffered = 50

/** The masquerades whose notes this browser has offered. A note that the CSR has thrown away does not come back. */
const offeredNotes = (): string[] => (localStorage.getItem(offeredKey) ?? '').split(' ')

function rememberOffered(masqueradeId: string): void {
  const others = offeredNotes().filter((id) => id !== masqueradeId)
  localStorage.setItem(offeredKey, [masqueradeId, ...others].slice(0, mostOffered).join(' ').trim())
}

/** Offers the notes of masquerades that ended while no desk of the CSR was open. */
export async function offerViewNotes(desk: Desk): Promise<void> {
  if (desk.refusedFor('view-note:list')) return
  const { notes } = await desk.client.listNotesToWrite()
  const offered = offeredNotes()
  for (const note of notes) if (!offered.includes(note.masqueradeId)) keepViewNote(note, desk)
}
