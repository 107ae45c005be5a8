import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { type Checked, type Outcome, outcomesOf, type RightsCheck } from './rights-check.ts'
import { outcomeWords, whyWords } from './why.ts'

const filters = ['all', 'allowed', 'refused'] as const
type Filter = (typeof filters)[number]

/** Returns whether a row is shown: allowed somewhere, or refused somewhere. */
const isShown = (row: Checked, filter: Filter) =>
  filter === 'all' || outcomesOf(row).some((outcome) => (outcome === 'ok') === (filter === 'allowed'))

/** The answer: who, whether a masquerade can start, and every endpoint by feature. */
export function RightsOfCsr({ check }: { check: RightsCheck }) {
  const { t, word } = useDesk()
  const [filter, setFilter] = useState<Filter>('all')
  const features = [...new Set(check.checked.map(({ feature }) => feature))]
    .map((feature) => ({
      feature,
      title: capital(word('rights-feature', feature)),
      rows: check.checked.filter((row) => row.feature === feature && isShown(row, filter)),
    }))
    .filter(({ rows }) => rows.length > 0)
    .sort((one, other) => one.title.localeCompare(other.title))
  return (
    <div class="rights-check">
      <Who check={check} />
      <SelectField
        name="rights-filter"
        id="rights-filter"
        label={t('rights-check.filter')}
        value={filter}
        options={filters.map((value) => ({ value, label: t(`rights-check.filter.${value}`) }))}
        onChange={(event) => setFilter(filters.find((value) => value === event.currentTarget.value) ?? 'all')}
      />
      <p role="status" class="quiet">
        {t('rights-check.count', { count: features.reduce((sum, { rows }) => sum + rows.length, 0) })}
      </p>
      {features.map(({ feature, title, rows }) => (
        <Card key={feature} id={`rights-${feature}`} heading={title}>
          <FeatureTable id={`rights-table-${feature}`} title={title} rows={rows} check={check} />
        </Card>
      ))}
    </div>
  )
}

function Who({ check }: { check: RightsCheck }) {
  const desk = useDesk()
  const { t, word, format } = desk
  const { csr, webUser, accountId, link, start } = check
  return (
    <Card id="rights-who" heading={t('rights-check.who', { name: csr.name, userName: webUser.userName })}>
      <DescriptionList
        items={[
          {
            label: t('rights-check.csr'),
            value: <a href={href({ name: 'csr', memberId: csr.csrId })}>{csr.name}</a>,
          },
          {
            label: t('staff.state'),
            value: t(csr.isActive ? 'staff.active' : 'staff.inactive'),
          },
          { label: t('rights-check.account'), value: format.account(accountId) },
          {
            label: t('rights-check.role-label'),
            value: link ? capital(word('role', link.role)) : t('rights-check.not-linked'),
          },
          {
            label: t('rights-check.start'),
            value: <OutcomeShown outcome={start} />,
          },
        ]}
      />
    </Card>
  )
}

function OutcomeShown({ outcome }: { outcome: Outcome | null }) {
  const desk = useDesk()
  if (outcome === null) return <span class="quiet">{desk.t('rights-check.not-here')}</span>
  const tone = outcome === 'ok' ? 'success' : outcome === 'depends' ? 'neutral' : 'danger'
  const badge = outcome === 'ok' ? 'allowed' : outcome === 'depends' ? 'depends' : 'refused'
  return (
    <>
      <StatusBadge tone={tone}>{desk.t(`rights-check.${badge}`)}</StatusBadge>
      {badge === 'refused' && <span class="rights-reason">{outcomeWords(outcome, desk)}</span>}
    </>
  )
}

type TableProps = { id: string; title: string; rows: readonly Checked[]; check: RightsCheck }

function FeatureTable({ id, title, rows, check }: TableProps) {
  const desk = useDesk()
  const { t, word } = desk
  const column = (place: 'desk' | 'read' | 'act') => ({
    key: place,
    header: t(`rights-check.${place}`),
    wrap: true,
    cell: (row: Checked) => <OutcomeShown outcome={row[place]} />,
  })
  return (
    <WorkTable
      id={id}
      caption={t('table-of', { name: title })}
      captionHidden
      rows={rows}
      rowKey={(row) => row.endpoint}
      columns={[
        {
          key: 'what',
          header: t('rights-check.what'),
          rowHeader: true,
          wrap: true,
          cell: (row) => (
            <span class="two-lines">
              {capital(word('action', row.action))}{' '}
              <code class="quiet">
                {row.method} {row.path}
              </code>
            </span>
          ),
        },
        // A feature of the desk alone has no columns of masquerades, and the other way round.
        ...(['desk', 'read', 'act'] as const)
          .filter((place) => rows.some((row) => row[place] !== null))
          .map(column),
        {
          key: 'why',
          header: t('rights-check.why'),
          wrap: true,
          cell: (row) => (
            <ul class="rights-why">
              {whyWords(row, check, desk).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}
