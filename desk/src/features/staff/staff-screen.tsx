import { Field } from '@porchlight/ui/field.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { useLive } from '#app/live/use-live.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'
import { matches } from './matches.ts'
import type { CsrRow } from './staff.ts'

/** All staff: groups and where they come from, last seen, what is open now. */
function StaffScreen() {
  const { t } = useDesk()
  const [typed, setTyped] = useState('')
  const loaded = useAnswer('staff', 'staff:view', (client) => client.listStaff())
  useLive({ kinds: ['masquerade'], otherwise: 'when-seen-again' }, loaded.refresh)
  return (
    <Screen lead={t('staff.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {({ staff }) => (
          <>
            <search>
              <Field
                type="search"
                name="staff-filter"
                label={t('staff.search')}
                autocomplete="off"
                value={typed}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
            </search>
            <StaffTable rows={staff.filter((row) => matches(row, typed))} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const staffView = laterView('staff', StaffScreen)

function StaffTable({ rows }: { rows: readonly CsrRow[] }) {
  const { t, word, format } = useDesk()
  return (
    <WorkTable
      id="staff-table"
      caption={t('staff.caption', { count: rows.length })}
      rows={rows}
      rowKey={(row) => row.csrId}
      empty={t('staff.none')}
      columns={[
        {
          key: 'name',
          header: t('staff.name'),
          rowHeader: true,
          wrap: true,
          cell: ({ csrId, name }) => (
            <span class="two-lines">
              <a href={href({ name: 'csr', memberId: csrId })}>{name}</a> <span class="quiet">{csrId}</span>
            </span>
          ),
        },
        {
          key: 'groups',
          header: t('staff.groups'),
          wrap: true,
          cell: ({ groups }) =>
            groups.length === 0
              ? t('desk.none')
              : format.list(
                  groups.map((one) =>
                    t(one.isNow ? 'staff.group-by' : 'staff.group-later', {
                      name: one.name,
                      source: word('member-source', one.source),
                    }),
                  ),
                ),
        },
        {
          key: 'active',
          header: t('staff.state'),
          cell: ({ isActive }) => (
            <StatusBadge tone={isActive ? 'success' : 'neutral'}>
              {t(isActive ? 'staff.active' : 'staff.inactive')}
            </StatusBadge>
          ),
        },
        {
          key: 'seen',
          header: t('staff.last-seen'),
          cell: ({ lastSeenAt }) => (lastSeenAt ? <Instant at={lastSeenAt} /> : t('staff.never-seen')),
        },
        { key: 'sessions', header: t('staff.sessions'), numeric: true, cell: (row) => row.openSessions },
        {
          key: 'masquerades',
          header: t('staff.masquerades'),
          numeric: true,
          cell: (row) => row.liveMasquerades,
        },
      ]}
    />
  )
}
