import { screen } from '#app/declare.ts'

export const whatIMayDo = screen({
  name: 'what-i-may-do',
  path: '/what-i-may-do',
  title: 'may.title',
  menu: { place: 'own', order: 1 },
})
