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

/**
 * From the banner: the end. It leads back to the desk, where it began. The security policy of a view lets no form lead to the CIS that
 * started it: the page about the end leads there by itself.
 */
export const leaveForm = form<'leaveMasquerade'>({
  path: '/masquerade/leave',
  pagePath: '/',
  endpoint: 'leaveMasquerade',
  toInput: () => ({}),
  done: ({ deskUrl }, where, { deskOrigin }) => ({
    location: deskUrl.startsWith(`${deskOrigin}/`)
      ? deskUrl
      : `/?ended=${encodeURIComponent(where.query.get('ended') ?? '')}&back`,
  }),
})
