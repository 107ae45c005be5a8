import { period, query, screen } from '#app/declare.ts'

export const accessReport = screen({
  name: 'access-report',
  path: '/access-report',
  title: 'access-report.title',
  needs: 'access-report:view',
  query: query(period),
  section: 'record',
  menu: { place: 'own', order: 3 },
})
