import type { Column } from '@porchlight/ui/data-table.tsx'
import type { Desk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'

type Viewed = { personName: string; userName: string; accountId: number }

/** Returns the columns of a masquerade that say who was viewed, and on which account. */
export const viewedColumns = ({ t, format }: Pick<Desk, 't' | 'format'>): Column<Viewed>[] => [
  { key: 'viewed', header: t('masquerade.viewed'), cell: (row) => `${row.personName} (${row.userName})` },
  {
    key: 'account',
    header: t('account.number'),
    cell: ({ accountId }) => <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>,
  },
]
