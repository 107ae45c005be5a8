import { screen } from '#app/declare.ts'

export const home = screen({
  name: 'home',
  path: '/',
  title: 'search.title',
  needs: 'customer:search',
  menu: { place: 'header', order: 1, text: 'nav.customers' },
})

export const search = screen({
  name: 'search',
  path: '/search',
  title: 'search.by-fields',
  needs: 'customer:search',
  section: 'home',
})
