import { Card } from '@porchlight/ui/card.tsx'
import { Icon } from '@porchlight/ui/icon.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import type { Account } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { HolderProtection, ProtectedNotice } from '../holder-protections/holder-protection.tsx'
import { CustomerRecordLink } from '../record-lists/record-links.tsx'
import { Breakable } from './breakable.tsx'
import { IdentifierLine } from './identifier-line.tsx'
import { useReveal } from './use-reveal.ts'

type Person = Account['persons'][number]

/** Who: persons, what they are to the account, how they are reached, how they are verified. */
export function PersonsCard({ account, onChanged }: { account: Account; onChanged: () => void }) {
  const { t, refusedFor } = useDesk()
  const { shown, reveal, hide } = useReveal(account.accountId)
  const mayReveal = account.may['identifier:reveal'] === 'ok'
  useKeys({
    r: () => {
      const identifiers = account.persons.flatMap((person) => person.identifiers)
      const next = identifiers.find(({ personIdentifierId }) => !shown.has(personIdentifierId))
      if (next && mayReveal) reveal(next.personIdentifierId)
    },
  })
  return (
    <Card id="persons" heading={t('account.who')}>
      <ul class="persons">
        {account.persons.map((person) => (
          <li key={person.personId}>
            <PersonHead person={person} />
            <dl class="facts">
              {person.contacts.map((contact) => (
                <div key={contact.contactType + contact.value}>
                  <dt>{t(contactNames[contact.contactType] ?? 'contact.other')}</dt>
                  <dd>
                    <Breakable text={contact.value} />
                    {contact.isPrimary && <span class="quiet"> {t('contact.primary')}</span>}
                    {contact.state !== 'approved' && (
                      <span class="quiet">
                        {' '}
                        {t(contact.state === 'pending' ? 'contact.pending' : 'contact.rejected')}
                      </span>
                    )}
                  </dd>
                </div>
              ))}
              {person.identifiers.map((identifier) => (
                <IdentifierLine
                  key={identifier.personIdentifierId}
                  identifier={identifier}
                  decision={account.may['identifier:reveal']}
                  value={shown.get(identifier.personIdentifierId)}
                  onReveal={reveal}
                  onHide={hide}
                />
              ))}
            </dl>
            {person.protection && <ProtectedNotice protection={person.protection} name={person.name} />}
            <div class="person-actions">
              <HolderProtection account={account} person={person} onChanged={onChanged} />
              {!refusedFor('person-data:export') && (
                <a
                  href={href({
                    name: 'person-data',
                    accountId: account.accountId,
                    personId: person.personId,
                  })}
                  aria-label={t('person-data.open-named', { name: person.name })}
                >
                  {t('person-data.open')}
                </a>
              )}
              <CustomerRecordLink personId={person.personId} name={person.name} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const contactNames: Record<string, 'contact.phone' | 'contact.mobile' | 'contact.email'> = {
  phone: 'contact.phone',
  mobile: 'contact.mobile',
  email: 'contact.email',
}

function PersonHead({ person }: { person: Person }) {
  const { t, word } = useDesk()
  return (
    <div class="person-head">
      <h3>{person.name}</h3>
      {person.isMainCustomer && <StatusBadge tone="info">{t('person.main-customer')}</StatusBadge>}
      {person.protection && <StatusBadge tone="warning">{t('holder-protection.badge')}</StatusBadge>}
      {person.isFinanciallyResponsible && (
        <span class="with-icon">
          <Icon name="check" />
          {t('person.financially-responsible')}
        </span>
      )}
      {person.isThirdPartyGuarantor && <span>{t('person.guarantor')}</span>}
      {!person.isMainCustomer && <span class="quiet">{word('relationship', person.relationshipType)}</span>}
    </div>
  )
}
