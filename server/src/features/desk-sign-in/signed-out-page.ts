import { messagePage, type PageFrame } from '../../message-page.ts'
import type { readersLocale } from '../../words.ts'

/** Where every tab of the desk is after a sign-out. */
export const signedOutPath = '/signed-out'

/**
 * Returns the page after a sign-out, with the way to sign in again.
 * @param isDeskOnly the identity provider could not be told, and may still hold a session of its own
 */
export const signedOutPage = (
  headers: Parameters<typeof readersLocale>[0],
  frame: PageFrame,
  isDeskOnly: boolean,
): string =>
  messagePage(headers, frame, (words) => ({
    title: words['desk-signed-out.title'],
    texts: [words['desk-signed-out.text'], ...(isDeskOnly ? [words['desk-signed-out.desk-only']] : [])],
    wayOn: { href: '/sign-in?again', text: words['desk-sign-in.again'] },
  }))
