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

/** What a submit handler is given beside the fields. */
export type Sent = {
  /** The same at a second attempt to save the same draft. */
  draftId: string
  /** To be called once it is saved: the draft goes with it. */
  saved: () => void
}

type Props = {
  /** What is typed here is about, unique at the desk: `note 1000000016`. */
  subject: string
  /** What it is, in words, for the list of drafts. */
  title: string
  class?: string | undefined
  /** Kept although nothing was typed yet. */
  isKept?: boolean | undefined
  formRef?: RefObject<HTMLFormElement | null> | undefined
  onSubmit: (form: FormData, sent: Sent) => void
  /** After the draft was thrown away. */
  onThrownAway?: (() => void) | undefined
  children: ComponentChildren
}

/**
 * A form in which nothing typed is lost: kept from the first letter for this CSR, over tabs, reload, sign-out and the end of the
 * session, until it is saved or thrown away. Ctrl+Enter saves. Every form of the desk that changes something is one of these.
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
    // The title is words about the subject: it does not change without it.
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
