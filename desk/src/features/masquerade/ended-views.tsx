import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce, tell } from '#app/news.ts'
import { navigate, route } from '#app/router.ts'
import { href } from '#app/routes.ts'
import { endedViews, forgetEnded } from './own-views.ts'

/**
 * A masquerade of this tab has ended somewhere else. On its customer's screen the drafted note appears where it stands;
 * on any other a line in the corner leads there. What is being read does not move.
 */
export function EndedViews() {
  const { t, word } = useDesk()
  const ended = endedViews.value
  useEffect(() => {
    for (const draft of ended) {
      forgetEnded(draft)
      const { accountId, masqueradeId, userName, endCause } = draft
      const text = t('view.ended', { userName, cause: word('end-cause', endCause) })
      const here = route.peek()
      if (here.name === 'account' && here.accountId === accountId) {
        announce(text)
        if (here.after !== masqueradeId)
          navigate({ name: 'account', accountId, after: masqueradeId }, { replace: true })
      } else {
        const address = `${href({ name: 'account', accountId, after: masqueradeId })}#web-users`
        tell(text, 'info', { href: address, text: t('view.write-note') })
      }
    }
  }, [ended, t, word])
  return null
}
