import { Button } from '@porchlight/ui/button.tsx'
import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '../desk-context.ts'
import { route } from '../router.ts'
import { href } from '../routes.ts'
import { hasSessionEnded } from '../session.ts'
import { SessionEnded } from '../session-ended.tsx'
import { isStorageFull } from './draft-store.ts'
import { type FormDraft, followForm } from './follow-form.ts'
import { readFields } from './form-fields.ts'

/** What a submit handler gets besides the fields. */
export type Sent = {
  /** Idempotency key: a second attempt to save the same draft has the same id. */
  draftId: string
  /** Call it when the form is saved: it deletes the draft. */
  saved: () => void
}

type Props = {
  /** Names what the form is about, unique at the desk: `note 1000000016`. */
  subject: string
  /** Describes the form in the list of drafts. */
  title: string
  class?: string | undefined
  /** Keeps a draft even before the CSR has typed anything. */
  isKept?: boolean | undefined
  formRef?: RefObject<HTMLFormElement | null> | undefined
  onSubmit: (form: FormData, sent: Sent) => void
  /** Called after the CSR deleted the draft. */
  onThrownAway?: (() => void) | undefined
  children: ComponentChildren
}

/**
 * Renders a form that loses no typed text. It keeps a draft from the first letter, across tabs, reloads, sign-out and the end
 * of the session, until the CSR saves or deletes it. Ctrl+Enter saves. Every form of the desk that changes something uses it.
 */
export function DraftForm(props: Props) {
  const { subject, title, isKept = false, onSubmit, onThrownAway, children } = props
  const { t } = useDesk()
  const own = useRef<HTMLFormElement>(null)
  const form = props.formRef ?? own
  const draft = useRef<FormDraft>(undefined)
  const [hasDraft, setHasDraft] = useState(false)
  const [isInDialog, setIsInDialog] = useState(false)
  useLayoutEffect(() => {
    const shown = form.current
    if (!shown) return
    setIsInDialog(shown.closest('dialog') !== null)
    const about = { subject, title, place: href(route.peek()) }
    const followed = followForm(shown, { about, isKept, onState: setHasDraft })
    draft.current = followed
    return followed.stop
    // No dependency on the title: it changes only together with the subject.
  }, [subject, isKept, form])
  return (
    <form
      ref={form}
      class={props.class ?? 'form'}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const fields = readFields(event.currentTarget)
        const followed = draft.current
        onSubmit(new FormData(event.currentTarget), {
          draftId: followed?.draftId() ?? '',
          saved: () => followed?.saved(fields),
        })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
        event.preventDefault()
        event.currentTarget.requestSubmit()
      }}
    >
      {isInDialog && hasSessionEnded.value && <SessionEnded />}
      {children}
      <p class="draft-line quiet">
        {hasDraft && (
          <>
            {t(isStorageFull.value ? 'drafts.not-kept' : 'drafts.kept')}{' '}
            <Button
              variant="quiet"
              onClick={() => {
                draft.current?.throwAway()
                onThrownAway?.()
              }}
            >
              {t('drafts.throw-away')}
            </Button>
          </>
        )}
      </p>
    </form>
  )
}
