import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import { type CountRow, CountSection } from './count-section.tsx'
import type { Report } from './report.ts'

type Props = { report: Report; period: { from: string; to: string } }

/** The figures by CSR, customer, purpose and refusal, each with the way to the lines of the same period. */
export function CountSections({ report, period }: Props) {
  const { t, word, format, refusedFor } = useDesk()
  const mayFollow = !refusedFor('record:view')
  const figure = <Key extends string>(key: Key, header: string): Column<Record<Key, number>> => ({
    key,
    header,
    cell: (row) => format.number(row[key]),
  })
  const compared = [figure('count', t('access-report.now')), figure('before', t('access-report.before'))]
  const named = (header: string): Column<CountRow> => ({
    key: 'name',
    header,
    rowHeader: true,
    wrap: true,
    cell: ({ label, href }) => (href ? <a href={href}>{label}</a> : label),
  })
  const wordsOf = (family: 'purpose' | 'reason', rows: Report['purposes']) =>
    rows.map(({ name, ...counts }) => ({ key: name, label: capital(word(family, name)), ...counts }))
  const toCsr = (csrId: string) => href({ name: 'record-of-csr', csrId, ...period })
  const toAccount = (accountId: number) => href({ name: 'record', accountId, by: 'staff', ...period })
  return (
    <div class="report-counts">
      <CountSection
        id="report-csrs"
        heading={t('access-report.csrs')}
        unit={t('access-report.lines')}
        rows={report.csrs.map((row) => ({
          ...row,
          key: row.csrId,
          label: row.name ?? row.csrId,
          ...(mayFollow && { href: toCsr(row.csrId) }),
        }))}
        columns={[
          {
            key: 'csr',
            header: t('record.field.csrId'),
            rowHeader: true,
            cell: ({ csrId, label }) => (
              <CsrRecordLink csrId={csrId} period={period}>
                {label}
              </CsrRecordLink>
            ),
          },
          ...compared,
          figure('customers', t('access-report.customers.days')),
          figure('changes', t('access-report.changes')),
          figure('refusals', t('access-report.refusals')),
          figure('masquerades', t('masquerades.title')),
        ]}
      />
      <CountSection
        id="report-customers"
        heading={t('access-report.customers')}
        unit={t('access-report.csrs.opened')}
        rows={report.customers.map(({ accountId, personName, csrs, lines }) => ({
          key: String(accountId),
          label: personName ?? format.account(accountId),
          number: format.account(accountId),
          count: csrs,
          lines,
          ...(mayFollow && { href: toAccount(accountId) }),
        }))}
        columns={[
          named(t('access-report.name')),
          { key: 'account', header: t('account.number'), cell: ({ number }) => number },
          figure('count', t('access-report.csrs.count')),
          figure('lines', t('access-report.lines')),
        ]}
      />
      <CountSection
        id="report-purposes"
        heading={t('access-report.purposes')}
        unit={t('masquerades.title')}
        rows={wordsOf('purpose', report.purposes)}
        columns={[named(t('access-report.name')), ...compared]}
      />
      <CountSection
        id="report-refusals"
        heading={t('access-report.reasons')}
        unit={t('access-report.refusals')}
        rows={wordsOf('reason', report.refusals)}
        columns={[named(t('access-report.name')), ...compared]}
      />
    </div>
  )
}
