import { type Message, messagePage, type PageFrame, type Words } from './message-page.ts'
import type { readersLocale, WordKey } from './words.ts'

type Asked = {
  headers: Parameters<typeof readersLocale>[0]
  /** The portal writes its own. */
  site: 'desk' | 'plain'
  /** Where a way on leads: the front page of the site. */
  home: string
}

const kindOf = ({ status, reason }: { status: number; reason: string }) => {
  if (status === 404) return 'not-found'
  if (status === 503) return 'outage'
  if (status >= 500) return 'unexpected'
  return reason === 'form-token-missing' || reason === 'origin-not-allowed' ? 'not-taken' : 'refused'
}

/** Returns the page that tells a person at the desk, or at the plain address, why a request was refused, and leads on. */
export function refusalPage(
  refusedRequest: Asked,
  refusal: { status: number; reason: string },
  frame: PageFrame,
): string {
  const kind = kindOf(refusal)
  const backTo = refusedRequest.site === 'desk' ? 'desk-sign-in.to-desk' : 'refusal.to-start'
  return messagePage(
    refusedRequest.headers,
    frame,
    (words: Words): Message => ({
      title: words[`refusal.${kind}.title` satisfies WordKey],
      texts: [words[`refusal.${kind}.text` satisfies WordKey]],
      wayOn: {
        href: refusedRequest.home,
        text: words[kind === 'outage' ? 'refusal.outage.try-again' : backTo],
      },
      isError: true,
    }),
  )
}
