import { type Draft, draftAbout, dropDraft, keepDraft, newDraftId, onOtherTab } from './draft-store.ts'
import { differing, fillFields, isSame, readFields } from './form-fields.ts'

export type FormDraft = {
  /** Returns the draft's id. The server recognizes a second attempt to save the form by it. */
  draftId: () => string
  /** Deletes the draft and restores the form's initial values. */
  throwAway: () => void
  /** Deletes the draft of a saved form, unless the CSR typed something else during the request. */
  saved: (sent: Draft['fields']) => void
  stop: () => void
}

type Options = {
  about: Pick<Draft, 'subject' | 'title' | 'place'>
  /** Keeps a draft even if the CSR typed nothing: the form's initial values are worth keeping. */
  isKept: boolean
  /** Called with whether a draft exists. */
  onState: (hasDraft: boolean) => void
}

/**
 * Keeps a draft of a form from the first letter, and restores the draft about the same subject. Fills in fields that are added to
 * the form later when they appear. Two tabs that show the same form show the same draft.
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
  /** Returns the draft's values for fields that the form does not have now. */
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
  /** Shows the next draft about the same subject, or else the form's initial values. */
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
