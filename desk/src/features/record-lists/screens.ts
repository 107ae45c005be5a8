import { csrKey, period, query, rowNumber, screen } from '#app/declare.ts'

export const recordOfCsr = screen({
  name: 'record-of-csr',
  path: '/record/by-csr',
  title: 'record-lists.by-csr',
  needs: 'record:view',
  section: 'record',
  query: query({ csrId: csrKey, ...period }, { csrId: 'csr' }),
})

export const recordOfCustomer = screen({
  name: 'record-of-customer',
  path: '/record/to-customer',
  title: 'record-lists.to-customer',
  needs: 'record:view',
  section: 'record',
  query: query({ personId: rowNumber, ...period }, { personId: 'person' }),
})
