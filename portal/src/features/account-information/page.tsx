import type { Client } from '@porchlight/contract/client.ts'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { knownKey } from '../../app/messages.ts'
import { page } from '../../app/page.ts'

type Data = Awaited<ReturnType<Client['readAccountInformation']>>

/** Who is on the account, where its services are, where its mail goes. */
export const informationPage = page<Data>({
  path: '/accounts/:accountId/information',
  title: 'information.title',
  section: 'account',
  menu: [{ place: 'header', order: 4, label: 'nav.account' }],
  load: (client, { params }) => client.readAccountInformation({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, format } = props
    const { mailingAddress: mail } = data
    const to = (path: string) => `/accounts/${data.accountId}/${path}`
    return (
      <Page
        heading={t('information.title')}
        lead={
          <span class="no-break">{t('home.account-number', { number: format.account(data.accountId) })}</span>
        }
      >
        <Card
          id="mailing-address"
          heading={t('mailing-address.title')}
          actions={
            <Guarded
              {...props}
              id="change-mailing-address"
              decision={data.may['mailing-address:change']}
              label={t('mailing-address.change')}
            >
              <LinkButton href={to('mailing-address')}>{t('mailing-address.change')}</LinkButton>
            </Guarded>
          }
        >
          {data.isHiddenFromOthers && <p>{t('information.hidden-from-others')}</p>}
          {mail.version === 0 && <p>{t('mailing-address.none')}</p>}
          <address hidden={mail.version === 0}>
            {[mail.line1, mail.line2, `${mail.city}, ${mail.region} ${mail.postalCode}`]
              .filter(Boolean)
              .map((line) => (
                <div key={line}>{line}</div>
              ))}
          </address>
        </Card>
        <Card id="persons" heading={t('information.persons')}>
          <DescriptionList
            items={data.persons.map((person) => ({
              label: person.name,
              value: t(
                person.isMainCustomer
                  ? 'information.main-customer'
                  : person.isFinanciallyResponsible
                    ? 'information.financially-responsible'
                    : 'information.other-person',
              ),
            }))}
          />
        </Card>
        <Card id="services" heading={t('information.services')}>
          <DescriptionList
            items={data.services.map((service) => ({
              label: t(knownKey(`service.${service.serviceType}`, 'service.electricity')),
              value: [
                service.address,
                service.meterNumber && t('information.meter', { number: service.meterNumber }),
              ]
                .filter(Boolean)
                .join(' · '),
            }))}
          />
        </Card>
        <Card
          id="contacts"
          heading={t('information.contacts')}
          actions={<LinkButton href={to('preferences')}>{t('preferences.title')}</LinkButton>}
        >
          <DescriptionList
            items={data.contacts.map((contact) => ({
              label: t(knownKey(`contact.${contact.contactType}`, 'contact.phone')),
              value: contact.value,
            }))}
          />
        </Card>
      </Page>
    )
  },
})
