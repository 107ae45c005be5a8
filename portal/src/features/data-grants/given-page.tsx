import type { Client } from '@porchlight/contract/client.ts'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { page } from '../../app/page.ts'

/** A company has access now: the customer goes back to it, with the code that it needs. */
export const dataGivenPage = page<Awaited<ReturnType<Client['readDataConnection']>>>({
  path: '/data-access/given/:dataGrantId',
  title: 'data-access.connected-title',
  section: 'access',
  parent: '/',
  load: (client, { params: { dataGrantId } }) =>
    client.readDataConnection({ params: { dataGrantId: dataGrantId } }),
  View: ({ data: { name, accountId, continueUrl }, t, format }) => (
    <Page
      heading={t('data-access.connected-title')}
      lead={
        continueUrl === null
          ? t('data-access.connected-over', { name })
          : t('data-access.connected-lead', { name, account: format.account(accountId) })
      }
    >
      {continueUrl !== null && (
        <LinkButton variant="primary" href={continueUrl}>
          {t('data-access.continue', { name })}
        </LinkButton>
      )}
      <p>
        <a href={`/accounts/${accountId}/data-access`}>{t('data-access.title')}</a>
      </p>
    </Page>
  ),
})
