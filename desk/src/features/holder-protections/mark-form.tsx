import { protectionKinds } from '@porchlight/contract/protection-kinds.ts'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { tell } from '#app/news.ts'
import { ChangeForm } from '../web-users/change-form.tsx'

type Props = { accountId: number; personId: number; name: string; onDone: () => void; onBack: () => void }

/** Protects a person from the others on the account: says what happens, and asks for the kind and a reason. */
export function MarkForm({ accountId, personId, name, onDone, onBack }: Props) {
  const { t, word, client } = useDesk()
  return (
    <ChangeForm
      subject={`holder-protection ${accountId} ${personId}`}
      action="holder-protection:mark"
      confirm={t('holder-protection.mark-named', { name })}
      onBack={onBack}
      reasonHint={t('holder-protection.reason.hint')}
      fields={(wrong) => (
        <>
          <SelectField
            name="kind"
            id="protection-kind"
            label={t('holder-protection.kind')}
            error={wrong('kind')}
            options={protectionKinds.map((value) => ({
              value,
              label: capital(word('protection-kind', value)),
            }))}
          />
          <CheckboxField
            name="isAddressConfidential"
            id="address-confidential"
            label={t('holder-protection.address-confidential')}
            hint={t('holder-protection.address-confidential.hint')}
          />
        </>
      )}
      change={async (form) => {
        const kind = protectionKinds.find((one) => one === form.get('kind')) ?? protectionKinds[0]
        await client.markHolderProtection({
          params: { accountId, personId },
          body: {
            kind,
            isAddressConfidential: form.get('isAddressConfidential') !== null,
            reason: String(form.get('reason')),
          },
        })
        tell(t('holder-protection.marked', { name }), 'info')
        onDone()
      }}
    >
      <p>{t('holder-protection.mark.explained', { name })}</p>
    </ChangeForm>
  )
}
