import { screen } from '#app/declare.ts'

export const alerts = screen({
  name: 'alerts',
  path: '/alerts',
  title: 'alerts.title',
  needs: 'alert:view',
  menu: { place: 'header', order: 7 },
})
