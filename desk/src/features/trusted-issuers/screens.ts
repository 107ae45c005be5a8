import { screen } from '#app/declare.ts'

export const trustedIssuers = screen({
  name: 'trusted-issuers',
  path: '/other-systems',
  title: 'trusted-issuer.title',
  needs: 'trusted-issuer:view',
  menu: { place: 'own', order: 4 },
})
