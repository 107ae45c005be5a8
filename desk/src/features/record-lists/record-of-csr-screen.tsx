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
import { RecordListScreen } from './record-list-screen.tsx'
import { SubjectSearch } from './subject-search.tsx'

/** Everything that one CSR did. The CSR is found by name or id, or comes with the address. */
function RecordOfCsrScreen({ csrId, from, to }: Given<'record-of-csr'>) {
  const { t } = useDesk()
  return (
    <RecordListScreen list="record-of-csr" lead={t('record-lists.by-csr.lead')}>
      <SubjectSearch
        id="record-csr"
        label={t('record-lists.csr')}
        hint={t('record-lists.csr.hint')}
        action="record:view"
        find={async (client, name) => {
          const { csrs, isCut } = await client.findRecordCsrs({ body: { name } })
          const hits = csrs.map((csr) => ({
            key: csr.csrId,
            link: <a href={href({ name: 'record-of-csr', csrId: csr.csrId })}>{csr.name}</a>,
            detail: csr.isActive ? csr.csrId : t('record-lists.inactive', { csrId: csr.csrId }),
          }))
          return { hits, isCut }
        }}
      />
      {csrId && <LinesOfCsr key={`${csrId} ${from} ${to}`} csrId={csrId} from={from} to={to} />}
    </RecordListScreen>
  )
}

function LinesOfCsr({ csrId, from, to }: Given<'record-of-csr'> & { csrId: string }) {
  const [terms, setTerms] = useState<RecordFilters>({ ...(from && { from }), ...(to && { to }) })
  const [name, setName] = useState<string | null>(null)
  const pages = usePages(JSON.stringify(terms), 'record:view', async (client, before) => {
    const { csr, entries, nextBefore } = await client.queryCsrRecord({
      body: { ...terms, csrId, ...(before && { before }) },
    })
    setName(csr.name)
    return { rows: entries, nextBefore }
  })
  const heading = name === null ? csrId : `${name} (${csrId})`
  return (
    <section class="record-list" aria-labelledby="record-list-of">
      <h2 id="record-list-of">{heading}</h2>
      <ListFilters terms={terms} refusal={pages.refusal} onSubmit={setTerms} />
      <ExportList of={{ csrId }} terms={terms} />
      <OlderRows pages={pages}>{(rows) => <RecordTable rows={rows} isOfOneCsr />}</OlderRows>
    </section>
  )
}

export const recordOfCsrView = laterView('record-of-csr', RecordOfCsrScreen)
