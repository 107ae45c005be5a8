import { accountNumber, rowNumber, screen } from '#app/declare.ts'

export const personData = screen({
  name: 'person-data',
  path: '/accounts/:accountId/persons/:personId',
  needs: 'person-data:export',
  section: 'home',
  ids: { accountId: accountNumber, personId: rowNumber },
})
