import { Card } from '@porchlight/ui/card.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { navigate } from '#app/router.ts'
import { useAnswer } from '#app/use-answer.ts'
import { contactNote } from '../masquerade/contact-note.ts'
import type { Account } from './account-screen.tsx'
import { NoteForm } from './note-form.tsx'

type Props = { masqueradeId: string; account: Account; onSaved: () => void }

/** Back from a masquerade: a contact note drafted from what was seen and done, ready to be saved. Once it is saved, nothing. */
export function AfterView({ masqueradeId, account, onSaved }: Props) {
  const { t, word, format } = useDesk()
  const isWritten = account.contactHistory.some((contact) => contact.masqueradeId === masqueradeId)
  const loaded = useAnswer(`draft ${masqueradeId}`, async (client) => ({
    ...(await client.draftContactNote({ params: { masqueradeId } })),
    masqueradeId,
  }))
  if (isWritten) return null
  const { accountId } = account
  const done = () => navigate({ name: 'account', accountId }, { replace: true })
  return (
    <Card id="after-view" heading={t('note.after-view')} tone="accent" level={3}>
      <AnswerView loaded={loaded} action="masquerade:end-own">
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
