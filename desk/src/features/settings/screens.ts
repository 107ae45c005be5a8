import { screen } from '#app/declare.ts'

export const settings = screen({
  name: 'settings',
  path: '/settings',
  title: 'settings.title',
  needs: 'settings:view',
  menu: { place: 'header', order: 6, text: 'nav.settings' },
})
