import { screen } from '#app/declare.ts'

export const recordVerification = screen({
  name: 'record-proof',
  path: '/record-proof',
  title: 'record-proof.title',
  needs: 'record-proof:view',
  menu: { place: 'own', order: 3 },
})
