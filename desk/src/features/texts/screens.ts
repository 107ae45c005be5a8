import { screen } from '#app/declare.ts'

export const texts = screen({
  name: 'texts',
  path: '/texts',
  title: 'texts.title',
  needs: 'settings:view',
  menu: { place: 'own', order: 8 },
  section: 'settings',
})
