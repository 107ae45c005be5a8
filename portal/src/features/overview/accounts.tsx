import type { Client } from '@porchlight/contract/client.ts'
import { Amount } from '@porchlight/ui/amount.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import type { PageProps, Surroundings } from '../../app/page.ts'

type Balance = Awaited<ReturnType<Client['listBalances']>>['balances'][number]
type Props = PageProps<{ balances: readonly Balance[] }>
type Row = Surroundings['accounts'][number] & { balance: Balance | undefined }

/** Every account with its amount owed and due date, as a landlord needs them. Accounts that are past due come first. */
export function Accounts(props: Props) {
  const { data, t, format, surroundings } = props
  const rows: Row[] = (surroundings?.accounts ?? []).map((account) => ({
    ...account,
    balance: data.balances.find(({ accountId }) => accountId === account.accountId),
  }))
  if (rows.length === 0) return null
  rows.sort((one, other) => (other.balance?.pastDueCents ?? 0) - (one.balance?.pastDueCents ?? 0))
  return (
    <DataTable
      id="accounts"
      caption={t('home.accounts', { count: rows.length })}
      rows={rows}
      rowKey={(row) => row.accountId}
      columns={[
        {
          key: 'account',
          header: t('layout.account'),
          rowHeader: true,
          cell: (row) => (
            <>
              <a href={`/accounts/${row.accountId}/overview`}>{row.nickname || row.address}</a>{' '}
              <small>
                {row.nickname && `${row.address} · `}
                <span class="no-break">{format.account(row.accountId)}</span>
              </small>{' '}
              {row.isClosed && <StatusBadge>{t('home.closed')}</StatusBadge>}
            </>
          ),
        },
        { key: 'due', header: t('home.due'), cell: (row) => <Due {...props} balance={row.balance} /> },
        {
          key: 'owed',
          header: t('home.owed'),
          numeric: true,
          cell: ({ balance }) =>
            balance && <Amount>{format.money(balance.balanceCents, balance.currency)}</Amount>,
        },
      ]}
      foot={<Total rows={rows} t={t} format={format} />}
    />
  )
}

function Due({ balance, t, format }: Props & { balance: Balance | undefined }) {
  if (!balance) return null
  if (balance.pastDueCents > 0 && balance.pastDueSince)
    return (
      <StatusBadge tone="warning">
        {t('home.past-due', {
          amount: format.money(balance.pastDueCents, balance.currency),
          date: format.date(balance.pastDueSince, 'short'),
        })}
      </StatusBadge>
    )
  if (balance.balanceCents < 0) return <StatusBadge tone="success">{t('owed.credit')}</StatusBadge>
  if (balance.balanceCents === 0 || !balance.dueDate) return <>{t('home.nothing')}</>
  const due = t('owed.due', { date: format.date(balance.dueDate, 'medium') })
  return <>{balance.isAutopay ? `${due} · ${t('home.autopay')}` : due}</>
}

/** The total owed, shown if all accounts have one currency. Leaves out credits: they pay for their own account only. */
function Total({ rows, t, format }: Pick<Props, 't' | 'format'> & { rows: readonly Row[] }) {
  const balances = rows.flatMap(({ balance }) => balance ?? [])
  const [first] = balances
  if (!first || rows.length < 2 || balances.some(({ currency }) => currency !== first.currency)) return null
  const cents = balances.reduce((sum, { balanceCents }) => sum + Math.max(0, balanceCents), 0)
  return (
    <tr>
      <th scope="row" colSpan={2}>
        {t('home.total')}
      </th>
      <td class="numeric">
        <Amount>{format.money(cents, first.currency)}</Amount>
      </td>
    </tr>
  )
}
