import { screen } from '#app/declare.ts'

export const provisioning = screen({
  name: 'provisioning',
  path: '/identity-provider',
  title: 'provisioning.title',
  needs: 'provisioning:view',
  menu: { place: 'own', order: 3 },
})
