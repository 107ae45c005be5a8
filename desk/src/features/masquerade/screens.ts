import { masqueradeKey, screen } from '#app/declare.ts'

export const masquerades = screen({
  name: 'masquerades',
  path: '/masquerades',
  title: 'masquerades.title',
  needs: 'masquerade:review',
  menu: { place: 'header', order: 4, text: 'nav.masquerades' },
})

export const masquerade = screen({
  name: 'masquerade',
  path: '/masquerades/:masqueradeId',
  title: 'masquerade.one',
  needs: 'masquerade:review',
  section: 'masquerades',
  ids: { masqueradeId: masqueradeKey },
})
