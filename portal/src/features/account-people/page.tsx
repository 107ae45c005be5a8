import { Card } from '@porchlight/ui/card.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'
import { whyNot } from '../../app/why-not.ts'
import { roleName, roleWhat } from '../guests/role-options.ts'
import { DecisionForm } from './decision-form.tsx'
import { InvitedGuests } from './invited-guests.tsx'
import type { PeopleData } from './people-data.ts'

type Person = PeopleData['people'][number]
type Request = PeopleData['requests'][number]

/** The people who see an account in the portal, and the requests for a link that a holder decides here. */
export const accountPeoplePage = page<PeopleData>({
  path: '/accounts/:accountId/people',
  title: 'people.page-title',
  section: 'access',
  parent: '/access',
  load: async (client, { params: { accountId } }) => {
    const [people, guests] = await Promise.all([
      client.listAccountPeople({ params: { accountId } }),
      client.listGuestInvitations({ params: { accountId } }),
    ])
    return { ...people, guests }
  },
  View: (props) => {
    const { data, t, format, where, problem } = props
    return (
      <Page
        heading={t('people.page-title')}
        lead={t('home.account-number', { number: format.account(Number(where.params.accountId)) })}
      >
        <RefusedForm problem={problem} t={t} />
        {data.requests.length > 0 && (
          <Section id="requests" heading={t('people.requests')}>
            <p>{t('people.requests-text')}</p>
            {data.requests.map((request) => (
              <RequestCard key={request.taskId} {...props} request={request} />
            ))}
          </Section>
        )}
        <Section
          id="people"
          heading={t('people.who-sees')}
          actions={
            <Guarded
              {...props}
              id="invite"
              decision={data.guests.may['guest:invite']}
              label={t('invite-guest.title')}
            >
              <LinkButton href={`/accounts/${where.params.accountId}/invite`}>
                {t('invite-guest.title')}
              </LinkButton>
            </Guarded>
          }
        >
          <p>{t('people.who-sees-text')}</p>
          {data.people.map((person) => (
            <PersonCard key={person.webUserId} {...props} person={person} />
          ))}
        </Section>
        <InvitedGuests {...props} />
      </Page>
    )
  },
})

type Props = PageProps<PeopleData>

function RequestCard(props: Props & { request: Request }) {
  const { request, t, format, where } = props
  const { taskId, version, name, userName, askedAt, expiresAt, may } = request
  const base = `/accounts/${where.params.accountId}/link-requests/${taskId}`
  const heading = `request-${taskId}-heading`
  return (
    <Card id={`request-${taskId}`} level={3} tone="accent" heading={name || userName}>
      <p>
        {t('people.asked', { userName, when: format.instant(askedAt) })}{' '}
        {expiresAt && t('people.expires', { when: format.instant(expiresAt) })}
      </p>
      <div class="form-actions">
        <DecisionForm
          {...props}
          id={`approve-${taskId}`}
          action={`${base}/approve`}
          decision={may['account-link:approve']}
          label={t('people.approve')}
          about={heading}
          variant="primary"
          hidden={{ version: String(version) }}
        />
        <DecisionForm
          {...props}
          id={`decline-${taskId}`}
          action={`${base}/decline`}
          decision={may['account-link:decline']}
          label={t('people.decline')}
          about={heading}
          variant="danger"
          hidden={{ version: String(version) }}
        />
      </div>
    </Card>
  )
}

function PersonCard(props: Props & { person: Person }) {
  const { person, t, surroundings, where } = props
  const { webUserId, name, userName, role, isHolder, isSelf, may } = person
  const decision = may['account-link:remove']
  return (
    <Card
      id={`person-${webUserId}`}
      level={3}
      heading={isSelf ? t('people.you', { name }) : name || userName}
    >
      <p>
        <strong>{roleName(role, t)}</strong>
        {isHolder && ` · ${t('people.holder')}`} · {userName}
      </p>
      <p class="quiet">{roleWhat(role, t)}</p>
      {isSelf && (
        <p>
          <a href={`/accounts/${where.params.accountId}/my-access`}>{t('own-account.title')}</a>
        </p>
      )}
      {may['guest:change-role'] === 'ok' && (
        <p>
          <a
            href={`/accounts/${where.params.accountId}/people/${webUserId}/role`}
            aria-describedby={`person-${webUserId}-heading`}
          >
            {t('guest-role.open')}
          </a>
        </p>
      )}
      {decision === 'holder-not-removable' ? (
        !isSelf && <p class="quiet">{whyNot(decision, { t, surroundings })}</p>
      ) : (
        <details>
          <summary>{t('people.remove')}</summary>
          <p>{t('people.remove-text', { name: name || userName })}</p>
          <DecisionForm
            {...props}
            id={`remove-${webUserId}`}
            action={`/accounts/${where.params.accountId}/people/${webUserId}/remove`}
            decision={decision}
            label={t('people.remove-do')}
            about={`person-${webUserId}-heading`}
            variant="danger"
            prepares={{ command: 'takeOffAccount', accountId: where.params.accountId }}
          />
        </details>
      )}
    </Card>
  )
}
