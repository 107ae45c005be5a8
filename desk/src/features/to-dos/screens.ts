import { kebabName, oneOf, query, screen, upTo } from '#app/declare.ts'

export const toDos = screen({
  name: 'to-dos',
  path: '/to-dos',
  title: 'to-dos.title',
  needs: 'to-do:view',
  menu: { place: 'header', order: 3 },
  query: query({
    role: kebabName,
    assigned: oneOf('anyone', 'waiting', 'mine', 'nobody'),
    show: oneOf('open', 'done'),
    priority: upTo(5),
  }),
})
