import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { OlderRows } from '#app/older-rows.tsx'
import type { Given } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { usePages } from '#app/use-pages.ts'
import { laterView } from '#app/view.ts'
import { RecordListsNav } from '../record-lists/record-lists-nav.tsx'
import { RecordFilters, type RecordTerms } from './record-filters.tsx'
import { RecordTable } from './record-table.tsx'

/** The record: everything a CSR did, everything done to a customer by anyone else. */
function RecordScreen({ accountId, masqueradeId, webUserId, event, by, from, to }: Given<'record'>) {
  const { t } = useDesk()
  const [terms, setTerms] = useState<RecordTerms>({
    ...(accountId && { accountId }),
    ...(masqueradeId && { masqueradeId }),
    ...(webUserId && { webUserId }),
    ...(event && { event }),
    ...(by && { staffOnly: true }),
    ...(from && { from }),
    ...(to && { to }),
  })
  const pages = usePages(JSON.stringify(terms), 'record:view', async (client, before) => {
    const { entries, nextBefore } = await client.queryRecord({
      body: { ...terms, ...(before && { before }) },
    })
    return { rows: entries, nextBefore }
  })
  return (
    <Screen lead={t('record.lead')}>
      <RecordListsNav current="record" />
      <RecordFilters terms={terms} refusal={pages.refusal} onSubmit={setTerms} />
      <OlderRows pages={pages}>{(rows) => <RecordTable rows={rows} />}</OlderRows>
    </Screen>
  )
}

export const recordView = laterView('record', (given) => (
  <RecordScreen key={JSON.stringify(given)} {...given} />
))
