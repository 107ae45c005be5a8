import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce, tell } from '#app/news.ts'
import { navigate, route } from '#app/router.ts'
import { href } from '#app/routes.ts'
import { endedViews, forgetEnded } from './own-views.ts'
import { keepViewNote, offerViewNotes } from './view-notes.ts'

/**
 * Reports a masquerade of this tab that ended elsewhere. The customer's own screen shows the drafted note in its usual place; any
 * other screen shows a message in the corner with a link to it. Nothing on the screen moves.
 */
export function EndedViews() {
  const desk = useDesk()
  const { t, word } = desk
  const ended = endedViews.value
  useEffect(() => {
    // Out of order now: the next time that the desk opens offers them.
    offerViewNotes(desk).catch(() => {})
  }, [])
  useEffect(() => {
    for (const draft of ended) {
      forgetEnded(draft)
      keepViewNote(draft, desk)
      const { accountId, masqueradeId, userName, endCause, endedBy, givenReason } = draft
      const end = t('view.ended', { userName, cause: word('end-cause', endCause) })
      const why = givenReason && t('view.ended-why', { name: endedBy ?? '', reason: givenReason })
      const text = why ? `${end} ${why}` : end
      const here = route.peek()
      if (here.name === 'account' && here.accountId === accountId) {
        announce(text)
        if (here.after !== masqueradeId)
          navigate({ name: 'account', accountId, after: masqueradeId }, { replace: true })
      } else {
        const address = `${href({ name: 'account', accountId, after: masqueradeId })}#web-users`
        tell(text, 'info', {
          href: address,
          text: t(desk.refusedFor('contact:add') ? 'view.look-back' : 'view.write-note'),
        })
      }
    }
  }, [ended, desk, t, word])
  return null
}
