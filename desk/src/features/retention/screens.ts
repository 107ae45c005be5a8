import { screen } from '#app/declare.ts'

export const retention = screen({
  name: 'retention',
  path: '/retention',
  title: 'retention.title',
  needs: 'retention:view',
  menu: { place: 'own', order: 2 },
})
