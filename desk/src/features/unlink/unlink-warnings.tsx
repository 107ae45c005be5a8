import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Preview } from '#app/response-types.ts'

/** Warns if the person is financially responsible, and if no web user would be left to see the account in the portal. */
export function UnlinkWarnings({ preview, removesPerson }: { preview: Preview; removesPerson: boolean }) {
  const { t } = useDesk()
  const { accountPerson, personName, isLast } = preview
  return (
    <>
      {accountPerson?.isFinanciallyResponsible && (
        <Notice tone="warning" title={t('unlink.responsible', { personName })}>
          {t(
            accountPerson.outcome === 'goes' || (removesPerson && accountPerson.outcome === 'utility-owned')
              ? 'unlink.responsible.goes'
              : 'unlink.responsible.stays',
          )}
        </Notice>
      )}
      {isLast && <Notice>{t('unlink.last')}</Notice>}
    </>
  )
}

type ChoiceProps = { preview: Preview; onChange: (removes: boolean) => void }

/** Check box that also removes a relationship owned by the utility. Needs the permission to remove account persons. */
export function RemovePersonChoice({ preview, onChange }: ChoiceProps) {
  const { t, word } = useDesk()
  const { accountPerson, personName, may } = preview
  if (accountPerson?.outcome !== 'utility-owned') return null
  const mayRemove = may['account-person:remove']
  return (
    <CheckboxField
      name="removesAccountPerson"
      label={t('unlink.remove-person', {
        personName,
        relationship: word('relationship', accountPerson.relationshipType),
      })}
      hint={mayRemove === 'ok' ? t('unlink.remove-person.hint') : word('reason', mayRemove)}
      disabled={mayRemove !== 'ok'}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
