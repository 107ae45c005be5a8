import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import type { Report } from './report.ts'

/** The figures by CSR, customer, purpose and refusal, each with the way to the lines of the record. */
export function ReportTables({ report }: { report: Report }) {
  const { t, word, format } = useDesk()
  const figure = (key: string, header: string) => ({
    key,
    header,
    cell: (row: object) => format.number(Number((row as Record<string, number>)[key] ?? 0)),
  })
  const compared = [figure('count', t('access-report.now')), figure('before', t('access-report.before'))]
  const named = (family: 'purpose' | 'reason', rows: Report['purposes'], id: string, heading: string) => (
    <Section id={id} heading={heading}>
      <WorkTable
        id={`${id}-table`}
        caption={t('table-of', { name: heading })}
        captionHidden
        rows={rows}
        rowKey={(row) => row.name}
        empty={t('access-report.none')}
        columns={[
          {
            key: 'name',
            header: t('access-report.name'),
            rowHeader: true,
            wrap: true,
            cell: (row) => capital(word(family, row.name)),
          },
          ...compared,
        ]}
      />
    </Section>
  )
  return (
    <>
      <Section id="report-csrs" heading={t('access-report.csrs')}>
        <WorkTable
          id="report-csrs-table"
          caption={t('table-of', { name: t('access-report.csrs') })}
          captionHidden
          rows={report.csrs}
          rowKey={(row) => row.csrId}
          empty={t('access-report.none')}
          columns={[
            {
              key: 'csr',
              header: t('record.field.csrId'),
              rowHeader: true,
              cell: ({ csrId, name }) => <CsrRecordLink csrId={csrId}>{name ?? csrId}</CsrRecordLink>,
            },
            ...compared,
            figure('customers', t('access-report.customers.days')),
            figure('changes', t('access-report.changes')),
            figure('refusals', t('access-report.refusals')),
            figure('masquerades', t('masquerades.title')),
          ]}
        />
      </Section>
      <Section id="report-customers" heading={t('access-report.customers')}>
        <WorkTable
          id="report-customers-table"
          caption={t('table-of', { name: t('access-report.customers') })}
          captionHidden
          rows={report.customers}
          rowKey={(row) => row.accountId}
          empty={t('access-report.none')}
          columns={[
            {
              key: 'account',
              header: t('account.number'),
              rowHeader: true,
              cell: ({ accountId }) => (
                <a href={href({ name: 'record', accountId })}>{format.account(accountId)}</a>
              ),
            },
            { key: 'name', header: t('access-report.name'), cell: (row) => row.personName ?? '' },
            figure('csrs', t('access-report.csrs.count')),
            figure('lines', t('access-report.lines')),
          ]}
        />
      </Section>
      {named('purpose', report.purposes, 'report-purposes', t('access-report.purposes'))}
      {named('reason', report.refusals, 'report-refusals', t('access-report.refusals'))}
    </>
  )
}
