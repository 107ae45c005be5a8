import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import type { PageProps } from '../../app/page.ts'
import { roleName, roleWhat } from '../guests/role-options.ts'

/** Lists the customer's accounts, each with their own role; those with people to answer come first. Holders also see who else sees it. */
export function OwnAccounts({ t, format, surroundings }: PageProps<unknown>) {
  const waiting = (accountId: number) =>
    surroundings?.linkRequests.filter((request) => request.accountId === accountId).length ?? 0
  const accounts = surroundings?.accounts ?? []
  if (accounts.length === 0) return null
  return (
    <Section id="people" heading={t('people.title')}>
      <p>{t('people.lead')}</p>
      <ul class="plain-list">
        {accounts
          .toSorted((one, other) => waiting(other.accountId) - waiting(one.accountId))
          .map(({ accountId, nickname, address, role, isHolder }) => (
            <li key={accountId}>
              <a href={`/accounts/${accountId}/${isHolder ? 'people' : 'my-access'}`}>
                {nickname || address ? `${nickname || address} · ` : ''}
                <span class="no-break">{format.account(accountId)}</span>
              </a>
              {waiting(accountId) > 0 && (
                <>
                  {' '}
                  <StatusBadge tone="warning">
                    {t('people.waiting', { count: waiting(accountId) })}
                  </StatusBadge>
                </>
              )}
              <br />
              {t('own-account.role', { role: roleName(role, t) })}. {roleWhat(role, t)}
              <br />
              <a
                href={`/accounts/${accountId}/data-access`}
                aria-label={`${t('data-access.title')} · ${format.account(accountId)}`}
              >
                {t('data-access.title')}
              </a>
            </li>
          ))}
      </ul>
    </Section>
  )
}
