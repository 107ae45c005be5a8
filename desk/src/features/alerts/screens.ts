import { rowNumber, screen } from '#app/declare.ts'

export const alerts = screen({
  name: 'alerts',
  path: '/alerts',
  title: 'alerts.title',
  needs: 'alert:view',
  menu: { place: 'header', order: 7 },
})

export const alert = screen({
  name: 'alert',
  path: '/alerts/:toDoId',
  title: 'alerts.one',
  needs: 'alert:view',
  section: 'alerts',
  ids: { toDoId: rowNumber },
})
