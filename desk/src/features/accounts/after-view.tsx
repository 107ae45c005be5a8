import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { useEffect } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Account } from '#app/response-types.ts'
import { navigate } from '#app/router.ts'
import { useAnswer } from '#app/use-answer.ts'
import { NoteForm } from '../customer-contacts/note-form.tsx'
import { contactNote } from '../masquerade/contact-note.ts'
import { isEndedByHand } from '../masquerade/own-views.ts'
import { forgetViewNote } from '../masquerade/view-notes.ts'
import { ViewSummary } from './view-summary.tsx'

type Props = { masqueradeId: string; account: Account; onSaved: () => void }

/**
 * Shows the drafted contact note after a masquerade until the CSR saves or deletes it. A CSR who may not write notes sees the
 * text, to pass it on. Shows nothing once the note is saved.
 */
export function AfterView({ masqueradeId, account, onSaved }: Props) {
  const { t, word, format } = useDesk()
  const { accountId } = account
  // A contact that a task of the masquerade wrote is not the CSR's note.
  const isWritten = account.contacts.contacts.some(
    (contact) => contact.masqueradeId === masqueradeId && contact.taskId === null,
  )
  const mayWrite = account.may['contact:add'] === 'ok'
  const loaded = useAnswer(`draft ${masqueradeId}`, 'masquerade:end-own', async (client) => ({
    ...(await client.draftContactNote({ params: { masqueradeId } })),
    masqueradeId,
  }))
  const isDrafted = loaded.answer.state === 'ready' && !isWritten
  useEffect(() => {
    // Moves the focus only for a CSR who ended the masquerade or followed a link, not for one already on this screen.
    if (isDrafted && (location.hash !== '' || isEndedByHand(masqueradeId)))
      document.getElementById('view-note')?.focus({ preventScroll: true })
  }, [isDrafted, masqueradeId])
  useEffect(() => {
    if (isWritten) forgetViewNote(masqueradeId, accountId)
  }, [isWritten, masqueradeId, accountId])
  if (isWritten) return null
  const done = () => navigate({ name: 'account', accountId }, { replace: true })
  return (
    <Card
      id="after-view"
      heading={t(mayWrite ? 'note.after-view' : 'view.summary')}
      tone="accent"
      level={3}
      actions={!mayWrite && <Button onClick={done}>{t('view.summary.close')}</Button>}
    >
      <AnswerView loaded={loaded}>
        {(draft) => {
          const note = contactNote(draft, t, word, format)
          if (!mayWrite) return <ViewSummary id="view-note" text={note} />
          return (
            <NoteForm
              key={masqueradeId}
              account={account}
              id="view-note"
              draft={{ note, masqueradeId }}
              onSaved={() => {
                done()
                onSaved()
              }}
              onCancel={done}
            />
          )
        }}
      </AnswerView>
    </Card>
  )
}
