import { Icon, type IconName } from '@porchlight/ui/icon.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from '#app/desk-context.ts'
import type { Preview } from '#app/response-types.ts'

type Props = {
  preview: Preview
  /** The CSR ticked that the person goes too. */
  removesPerson: boolean
}

/** What goes and what stays as things are ticked now, each a line in words. */
export function UnlinkEffects({ preview, removesPerson }: Props) {
  const { t, word, format } = useDesk()
  const { userName, personName, accountPerson, masquerades, toldAt, otherAccountCount } = preview
  const role = word('role', preview.role)
  const relationship = accountPerson && word('relationship', accountPerson.relationshipType)
  const account = format.account(preview.accountId)
  const isTicked = removesPerson && accountPerson?.outcome === 'utility-owned'
  const others = format.list(preview.otherUserNames)
  return (
    <div class="unlink-effects">
      <Lines title={t('unlink.goes')} icon="close">
        <li>{t('unlink.goes.link', { userName, account, role })}</li>
        {accountPerson?.outcome === 'goes' && (
          <li>{t('unlink.goes.relationship', { personName, relationship })}</li>
        )}
        {isTicked && <li>{t('unlink.goes.utility-owned', { personName, relationship })}</li>}
        {masquerades.map(({ masqueradeId, csrName }) => (
          <li key={masqueradeId}>{t('unlink.goes.view', { csrName })}</li>
        ))}
      </Lines>
      <Lines title={t('unlink.stays')} icon="check">
        {accountPerson && accountPerson.outcome !== 'goes' && !isTicked && (
          <li>{t(staying[accountPerson.outcome], { personName, relationship, others })}</li>
        )}
        <li>{t('unlink.stays.web-user', { userName, personName, count: otherAccountCount })}</li>
        <li>{t('unlink.stays.history')}</li>
      </Lines>
      <p class="quiet">{toldAt === null ? t('unlink.not-told') : t('unlink.told', { toldAt })}</p>
    </div>
  )
}

const staying = {
  'main-customer': 'unlink.stays.main-customer',
  needed: 'unlink.stays.needed',
  'utility-owned': 'unlink.stays.utility-owned',
} as const

type LinesProps = { title: string; icon: IconName; children: ComponentChildren }

function Lines({ title, icon, children }: LinesProps) {
  return (
    <section>
      <h3 class="with-icon">
        <Icon name={icon} />
        {title}
      </h3>
      <ul>{children}</ul>
    </section>
  )
}
