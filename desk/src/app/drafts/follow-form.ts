import { type Draft, draftAbout, dropDraft, keepDraft, newDraftId, onOtherTab } from './draft-store.ts'
import { differing, fillFields, isSame, readFields } from './form-fields.ts'

export type FormDraft = {
  /** The id under which the form is kept, and by which the server knows a second attempt to save it. */
  draftId: () => string
  /** Empties the form to what the screen put there. */
  throwAway: () => void
  /** What was sent is saved: the draft goes, unless something else was typed meanwhile. */
  saved: (sent: Draft['fields']) => void
  stop: () => void
}

type Options = {
  about: Pick<Draft, 'subject' | 'title' | 'place'>
  /** Kept although nothing was typed: what the screen wrote is worth keeping. */
  isKept: boolean
  /** Whether there is a draft now. */
  onState: (hasDraft: boolean) => void
}

/**
 * Keeps what is typed into a form from the first letter, and puts back what was kept about the same thing. Fields that come into
 * the form later are filled in then. Where two tabs show the same form, both show the same draft.
 */
export function followForm(form: HTMLFormElement, { about, isKept, onState }: Options): FormDraft {
  const { subject } = about
  const first: Record<string, string | boolean> = {}
  let held = draftAbout(subject)
  let draftId = held?.draftId ?? newDraftId()
  let isFilling = false

  const fill = (fields: Draft['fields']) => {
    isFilling = true
    fillFields(form, fields)
    isFilling = false
  }
  const typed = () => differing(readFields(form), first)
  const keep = () => {
    held = { ...about, draftId, fields: { ...unseen(), ...typed() }, changedAt: Date.now() }
    keepDraft(held)
    onState(true)
  }
  /** Of fields that are not in the form at the moment. */
  const unseen = () =>
    Object.fromEntries(Object.entries(held?.fields ?? {}).filter(([name]) => !(name in first)))
  const forget = () => {
    if (held) dropDraft(held.draftId)
    held = undefined
    draftId = newDraftId()
    onState(false)
  }
  const take = () => {
    const fresh = differing(readFields(form), first)
    const names = Object.keys(fresh).filter((name) => !(name in first))
    for (const name of names) first[name] = fresh[name] ?? ''
    const kept = Object.entries(held?.fields ?? {}).filter(([name]) => names.includes(name))
    if (kept.length > 0) fill(Object.fromEntries(kept))
  }
  const write = () => {
    if (isFilling) return
    if (isKept || Object.keys(typed()).length > 0) keep()
    else forget()
  }
  /** Shows another draft about the same thing, if there is one, else what the screen put there. */
  const showNext = () => {
    held = draftAbout(subject)
    draftId = held?.draftId ?? newDraftId()
    fill({ ...first, ...held?.fields })
    onState(held !== undefined)
  }

  take()
  if (isKept && !held) keep()
  onState(held !== undefined)
  const observer = new MutationObserver(take)
  observer.observe(form, { childList: true, subtree: true })
  form.addEventListener('input', write)
  form.addEventListener('change', write)
  const stopHearing = onOtherTab(({ draftId: otherId, after }) => {
    if (otherId === draftId || (!held && after?.subject === subject)) showNext()
  })
  return {
    draftId: () => draftId,
    throwAway: () => {
      forget()
      showNext()
    },
    saved(sent) {
      if (!isSame(sent, readFields(form))) return
      forget()
      showNext()
    },
    stop() {
      observer.disconnect()
      stopHearing()
      form.removeEventListener('input', write)
      form.removeEventListener('change', write)
    },
  }
}
