import { accountNumber, masqueradeKey, query, screen } from '#app/declare.ts'

export const record = screen({
  name: 'record',
  path: '/record',
  title: 'record.title',
  needs: 'record:view',
  menu: { place: 'header', order: 5, text: 'nav.record' },
  query: query(
    { accountId: accountNumber, masqueradeId: masqueradeKey },
    { accountId: 'account', masqueradeId: 'masquerade' },
  ),
})
