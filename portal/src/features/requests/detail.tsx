import type { Client } from '@porchlight/contract/client.ts'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { knownKey } from '../../app/messages.ts'
import { type PageProps, page } from '../../app/page.ts'
import { detailsInWords } from './details-in-words.ts'
import { RequestState, stateOf } from './request-state.tsx'

type Data = Awaited<ReturnType<Client['readRequest']>>

/** One request: its state, what happens next, what the customer asked for, and what has happened. */
export const requestPage = page<Data>({
  path: '/accounts/:accountId/requests/:taskId',
  title: 'request.title',
  section: 'overview',
  parent: '/accounts/:accountId/requests',
  parentLabel: 'request.all',
  load: (client, { params: { accountId, taskId } }) => client.readRequest({ params: { accountId, taskId } }),
  View: (props) => {
    const { data, t, format, where } = props
    const account = `/accounts/${where.params.accountId}`
    const requestedDetails = askedFor(props)
    return (
      <Page
        heading={t(knownKey(`task-type.${data.taskType}`, 'task-type.other'))}
        lead={t(knownKey(`request.next.${stateOf(data)}`, 'request.next.other'))}
      >
        <Card id="request" heading={t('request.title')}>
          <DescriptionList
            items={[
              { label: t('request.state'), value: <RequestState request={data} t={t} /> },
              { label: t('request.made'), value: format.instant(data.createdAt) },
              {
                label: t('request.by'),
                value: t(data.isBySupport ? 'request.by-support' : 'request.by-you'),
              },
              ...(data.scheduledOn
                ? [{ label: t('request.scheduled'), value: format.date(data.scheduledOn) }]
                : []),
              ...(data.amountCents !== null && data.currency
                ? [{ label: t('request.amount'), value: format.money(data.amountCents, data.currency) }]
                : []),
              { label: t('request.number'), value: String(data.taskId) },
            ]}
          />
          {data.taskType === 'one-time-payment' && data.amountCents !== null && (
            <div class="form-actions">
              <LinkButton href={`${account}/${paymentPages(data)}/${data.taskId}`}>
                {t('request.payment')}
              </LinkButton>
            </div>
          )}
        </Card>
        {requestedDetails.length > 0 && (
          <Card id="asked" heading={t('request.details')}>
            <DescriptionList items={requestedDetails} />
          </Card>
        )}
        <Card id="steps" heading={t('request.steps')}>
          <DescriptionList
            items={data.steps.map(({ state, at }) => ({
              label: format.instant(at),
              value: t(knownKey(`task-state.${state}`, 'task-state.pending')),
            }))}
          />
        </Card>
      </Page>
    )
  },
})

/** Payments from a bank account have pages of their own. */
const paymentPages = ({ details }: Data) =>
  details.some(({ field, after }) => field === 'payBy' && after === 'bank') ? 'bank-payments' : 'payments'

/** What was asked for, in words, with what it replaces. */
const askedFor = ({ data, t, format }: PageProps<Data>) =>
  detailsInWords(data.details, { t, format }).map(({ label, value, before }) => ({
    label,
    value:
      before === undefined ? (
        value
      ) : (
        <>
          {value} <small>{before}</small>
        </>
      ),
  }))
