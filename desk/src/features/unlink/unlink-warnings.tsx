import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Preview } from './unlink-preview.ts'

/** What to think of before: who owes, and that nobody would see the account in the portal any more. */
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

/** The tick for a relationship that is the utility's own: it goes only where it is ticked, by who may remove it. */
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
