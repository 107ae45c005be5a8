import { accountNumber, masqueradeKey, query, screen } from '#app/declare.ts'

export const account = screen({
  name: 'account',
  path: '/accounts/:accountId',
  needs: 'account:view',
  section: 'home',
  ids: { accountId: accountNumber },
  query: query({ after: masqueradeKey }),
})
