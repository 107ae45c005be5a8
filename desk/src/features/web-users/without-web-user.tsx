import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import type { WebUserSummary } from '#app/response-types.ts'
import { ChangeForm } from './change-form.tsx'

type Person = WebUserSummary['withoutWebUser'][number]
type Props = { accountId: number; summary: WebUserSummary; onChanged: () => void }

/** Account persons without a web user, for example after an unlink. The CSR can remove each of them. */
export function WithoutWebUser({ accountId, summary, onChanged }: Props) {
  const { t, word } = useDesk()
  const [chosen, setChosen] = useState<Person>()
  if (summary.withoutWebUser.length === 0) return null
  const close = () => setChosen(undefined)
  return (
    <div>
      <h3>{t('web-users.without')}</h3>
      <ul>
        {summary.withoutWebUser.map((person) => (
          <li key={person.personId}>
            {person.personName} <span class="quiet">{word('relationship', person.relationshipType)}</span>{' '}
            <Guarded
              id={`remove-person-${person.personId}`}
              decision={summary.may['account-person:remove']}
              label={t('web-users.remove-person')}
            >
              <Button
                aria-label={t('web-users.remove-person-named', { personName: person.personName })}
                onClick={() => setChosen(person)}
              >
                {t('web-users.remove-person')}
              </Button>
            </Guarded>
          </li>
        ))}
      </ul>
      {chosen && (
        <Dialog
          id="remove-person"
          open
          title={t('web-users.remove-person-named', { personName: chosen.personName })}
          closeLabel={t('web-users.close')}
          onClose={close}
        >
          <RemoveForm
            accountId={accountId}
            person={chosen}
            onBack={close}
            onDone={() => {
              close()
              onChanged()
            }}
          />
        </Dialog>
      )}
    </div>
  )
}

type FormProps = { accountId: number; person: Person; onDone: () => void; onBack: () => void }

function RemoveForm({ accountId, person, onDone, onBack }: FormProps) {
  const { t, word, client } = useDesk()
  const { personId, personName, relationshipType, isFinanciallyResponsible, version } = person
  return (
    <ChangeForm
      subject={`remove-person ${accountId} ${personId}`}
      action="account-person:remove"
      confirm={t('web-users.remove-person-named', { personName })}
      onBack={onBack}
      change={async (form) => {
        await client.removeAccountPerson({
          params: { accountId, personId },
          body: { version, reason: String(form.get('reason')) },
        })
        tell(t('web-users.person-removed', { personName }), 'success')
        onDone()
      }}
    >
      <p>
        {t('web-users.remove-person.explained', {
          personName,
          relationship: word('relationship', relationshipType),
        })}
      </p>
      {isFinanciallyResponsible && <p>{t('unlink.responsible', { personName })}</p>}
    </ChangeForm>
  )
}
