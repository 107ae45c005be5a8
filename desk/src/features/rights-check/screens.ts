import { accountNumber, query, rowNumber, screen, staffId } from '#app/declare.ts'

export const rightsCheck = screen({
  name: 'rights-check',
  path: '/rights-check',
  title: 'rights-check.title',
  needs: 'staff:view',
  menu: { place: 'own', order: 7 },
  section: 'staff',
  query: query(
    { csrId: staffId, accountId: accountNumber, webUserId: rowNumber },
    { csrId: 'csr', accountId: 'account', webUserId: 'web-user' },
  ),
})
