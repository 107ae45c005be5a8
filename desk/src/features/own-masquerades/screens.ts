import { screen } from '#app/declare.ts'

export const ownMasquerades = screen({
  name: 'own-masquerades',
  path: '/own-masquerades',
  title: 'own-masquerades.title',
  needs: 'masquerade:list-own',
  menu: { place: 'own', order: 2 },
})
