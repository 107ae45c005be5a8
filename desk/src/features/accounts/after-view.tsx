import { Card } from '@porchlight/ui/card.tsx'
import { useEffect } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { navigate } from '#app/router.ts'
import { useAnswer } from '#app/use-answer.ts'
import { NoteForm } from '../customer-contacts/note-form.tsx'
import { contactNote } from '../masquerade/contact-note.ts'
import type { Account } from './account.ts'

type Props = { masqueradeId: string; account: Account; onSaved: () => void }

/** Back from a masquerade: a contact note drafted from what was seen and done, ready to be saved. Once it is saved, nothing. */
export function AfterView({ masqueradeId, account, onSaved }: Props) {
  const { t, word, format } = useDesk()
  // What a task of the view wrote by itself is not the CSR's note.
  const isWritten = account.contacts.contacts.some(
    (contact) => contact.masqueradeId === masqueradeId && contact.taskId === null,
  )
  const loaded = useAnswer(`draft ${masqueradeId}`, 'masquerade:end-own', async (client) => ({
    ...(await client.draftContactNote({ params: { masqueradeId } })),
    masqueradeId,
  }))
  const isDrafted = loaded.answer.state === 'ready' && !isWritten
  useEffect(() => {
    // Who came here by the view's own end goes on writing; who was on this screen before is not moved.
    if (isDrafted && location.hash !== '')
      document.getElementById('view-note')?.focus({ preventScroll: true })
  }, [isDrafted])
  if (isWritten) return null
  const { accountId } = account
  const done = () => navigate({ name: 'account', accountId }, { replace: true })
  return (
    <Card id="after-view" heading={t('note.after-view')} tone="accent" level={3}>
      <AnswerView loaded={loaded}>
        {(draft) => (
          <NoteForm
            account={account}
            id="view-note"
            draft={{ note: contactNote(draft, t, word, format), masqueradeId }}
            onSaved={() => {
              done()
              onSaved()
            }}
            onCancel={done}
          />
        )}
      </AnswerView>
    </Card>
  )
}
