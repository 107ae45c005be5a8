import { recordEvents } from '@porchlight/contract/record-events.ts'
import { accountNumber, masqueradeKey, oneOf, period, query, rowNumber, screen } from '#app/declare.ts'

export const record = screen({
  name: 'record',
  path: '/record',
  title: 'record.title',
  needs: 'record:view',
  menu: { place: 'header', order: 5, text: 'nav.record' },
  query: query(
    {
      accountId: accountNumber,
      masqueradeId: masqueradeKey,
      webUserId: rowNumber,
      event: oneOf(...recordEvents),
      by: oneOf('staff'),
      ...period,
    },
    { accountId: 'account', masqueradeId: 'masquerade', webUserId: 'web-user' },
  ),
})
