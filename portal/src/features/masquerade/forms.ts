import { form } from '../../app/form.ts'

const safeBack = (back: string) => (/^\/(?![/\\])[\w/?=&.-]*$/.test(back) ? back : '/')

/** From the banner: read-only to acting. */
export const actForm = form<'switchToAct'>({
  path: '/masquerade/act',
  pagePath: '/',
  endpoint: 'switchToAct',
  toInput: () => ({}),
  done: (_, where) => ({ location: safeBack(where.query.get('back') ?? '/') }),
})

/** From the banner: acting back to read-only. */
export const readOnlyForm = form<'switchToRead'>({
  path: '/masquerade/read-only',
  pagePath: '/',
  endpoint: 'switchToRead',
  toInput: () => ({}),
  done: (_, where) => ({ location: safeBack(where.query.get('back') ?? '/') }),
})

/** From the banner: the end. It leads back to the desk, where it began. */
export const leaveForm = form<'leaveMasquerade'>({
  path: '/masquerade/leave',
  pagePath: '/',
  endpoint: 'leaveMasquerade',
  toInput: () => ({}),
  done: ({ deskUrl }) => ({ location: deskUrl }),
})
