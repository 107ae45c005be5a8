import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import type { ChangeProps } from './change-form.tsx'
import { ChangeForm } from './change-form.tsx'

/** Makes a relationship that self-service made the utility's own: its type is chosen, and there is no way back. */
export function AdoptForm({
  accountId,
  webUser,
  relationshipTypes,
  onDone,
  onBack,
}: ChangeProps & { relationshipTypes: readonly string[] }) {
  const { t, word, client } = useDesk()
  const { webUserId, personName, accountPersonVersion } = webUser
  return (
    <ChangeForm
      subject={`adopt ${accountId} ${webUserId}`}
      action="account-person:adopt"
      confirm={t('web-users.adopt.confirm', { personName })}
      onBack={onBack}
      fields={(wrong) => (
        <SelectField
          name="relationshipType"
          id="relationship-type"
          label={t('web-user.relationship')}
          error={wrong('relationshipType')}
          options={relationshipTypes.map((value) => ({ value, label: word('relationship', value) }))}
        />
      )}
      change={async (form) => {
        await client.adoptAccountPerson({
          params: { accountId, webUserId },
          body: {
            relationshipType: String(form.get('relationshipType')),
            version: accountPersonVersion ?? 0,
            reason: String(form.get('reason')),
          },
        })
        tell(t('web-users.adopted', { personName }), 'success')
        onDone()
      }}
    >
      <p>{t('web-users.adopt.explained', { personName })}</p>
    </ChangeForm>
  )
}
