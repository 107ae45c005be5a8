import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { RecordFilters } from '@porchlight/contract/record-lists.ts'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { OlderRows } from '#app/older-rows.tsx'
import { type Given, href } from '#app/routes.ts'
import { usePages } from '#app/use-pages.ts'
import { laterView } from '#app/view.ts'
import { RecordTable } from '../the-record/record-table.tsx'
import { ExportList } from './export-list.tsx'
import { ListFilters } from './list-filters.tsx'
import { personsOf } from './persons-of.ts'
import { RecordListScreen } from './record-list-screen.tsx'
import { SubjectSearch } from './subject-search.tsx'

type Customer = Response<Api['queryCustomerRecord']>['customer']

/** Hits of one search, at most. */
const mostHits = 20

/** Everything that anyone else did to one customer, who is found as callers are, or comes with the address. */
function RecordOfCustomerScreen({ personId, from, to }: Given<'record-of-customer'>) {
  const { t, format } = useDesk()
  return (
    <RecordListScreen list="record-of-customer" lead={t('record-lists.to-customer.lead')}>
      <SubjectSearch
        id="record-customer"
        label={t('record-lists.customer')}
        hint={t('record-lists.customer.hint')}
        action="customer:search"
        find={async (client, box) => {
          const { rows, isCut } = await client.searchCustomers({ body: { box, limit: mostHits } })
          const hits = personsOf(rows).map((person) => ({
            key: String(person.personId),
            link: <a href={href({ name: 'record-of-customer', personId: person.personId })}>{person.name}</a>,
            detail: [...person.userNames, ...person.accountIds.map(format.account)].join(', '),
          }))
          return { hits, isCut }
        }}
      />
      {personId && (
        <LinesToCustomer key={`${personId} ${from} ${to}`} personId={personId} from={from} to={to} />
      )}
    </RecordListScreen>
  )
}

function LinesToCustomer({ personId, from, to }: Given<'record-of-customer'> & { personId: number }) {
  const { t, format } = useDesk()
  const [terms, setTerms] = useState<RecordFilters>({ ...(from && { from }), ...(to && { to }) })
  const [customer, setCustomer] = useState<Customer>()
  const pages = usePages(JSON.stringify(terms), 'record:view', async (client, before) => {
    const { customer, entries, nextBefore } = await client.queryCustomerRecord({
      body: { ...terms, personId, ...(before && { before }) },
    })
    setCustomer(customer)
    return { rows: entries, nextBefore }
  })
  return (
    <section class="record-list" aria-labelledby="record-list-of">
      <h2 id="record-list-of">{customer?.name ?? t('record-lists.person', { number: personId })}</h2>
      {customer && (
        <p class="quiet">
          {[...customer.userNames, ...customer.accountIds.map(format.account)].join(', ') ||
            t('record-lists.no-account')}
        </p>
      )}
      <ListFilters terms={terms} refusal={pages.refusal} onSubmit={setTerms} />
      <ExportList of={{ personId }} terms={terms} />
      <OlderRows pages={pages}>{(rows) => <RecordTable rows={rows} />}</OlderRows>
    </section>
  )
}

export const recordOfCustomerView = laterView('record-of-customer', RecordOfCustomerScreen)
