import { accountNumber, masqueradeKey, query, rowNumber, screen } from '#app/declare.ts'

export const record = screen({
  name: 'record',
  path: '/record',
  title: 'record.title',
  needs: 'record:view',
  menu: { place: 'header', order: 5, text: 'nav.record' },
  query: query(
    { accountId: accountNumber, masqueradeId: masqueradeKey, webUserId: rowNumber },
    { accountId: 'account', masqueradeId: 'masquerade', webUserId: 'web-user' },
  ),
})
