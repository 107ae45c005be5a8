import { render } from 'preact'
import { connect } from './app/client.ts'
import { DeskApp } from './app/desk-app.tsx'
import { type Desk, DeskContext } from './app/desk-context.ts'
import { openDrafts } from './app/drafts/draft-store.ts'
import { sealer } from './app/drafts/seal.ts'
import { formatter } from './app/format.ts'
import { restoreLetterKeys } from './app/keyboard.ts'
import { fetchLaterScreens } from './app/later-screen.tsx'
import { followLive } from './app/live/follow-live.ts'
import { translator, wordsFor } from './app/messages.ts'
import { tell } from './app/news.ts'
import { restoreTabs } from './app/open-accounts.ts'
import { patience } from './app/outage.ts'
import { readPageData } from './app/page-data.ts'
import { startRouter } from './app/router.ts'
import { followSession } from './app/session.ts'
import { followSignOut } from './app/sign-out.ts'
import { restoreMapChoice } from './features/customer-search/map-choice.ts'
import { createSearches, SearchesContext } from './features/customer-search/searches.ts'
import { followOwnViews } from './features/masquerade/own-views.ts'

/** Safari has no `requestIdleCallback`. There a delay of one second is enough. */
const requestIdle = (work: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(work) : setTimeout(work, 1000)

const page = readPageData(document)
const fetch = window.fetch.bind(window)
const t = translator(page.locale)
const session = followSession({
  page,
  fetch,
  onBack: () => tell(t('session.back'), 'success'),
  onSomeoneElse: () => location.replace('/'),
})
const connection = { page, fetch, onSignedOut: session.ended, renew: session.renew, patience }
const clientUntil = (signal: AbortSignal) => connect(connection, signal)
const desk: Desk = {
  page,
  t,
  word: wordsFor(t),
  format: formatter(page.locale, page.timeZone),
  refusedFor: (action) => page.desk.refused[action],
  client: connect(connection),
  clientUntil,
}

const { onStorage } = openDrafts({
  storage: localStorage,
  key: page.draftKey,
  otherKeys: page.otherDraftKeys,
  csrId: page.desk.csrId,
})
addEventListener('storage', ({ key, newValue }) => onStorage(key, newValue))
restoreTabs(sessionStorage, sealer(page.draftKey, page.otherDraftKeys))
restoreLetterKeys(localStorage)
restoreMapChoice(localStorage)
startRouter()
followOwnViews(desk.client)
followSignOut()
followLive({
  csrId: page.desk.csrId,
  position: page.livePosition,
  // The response to any call shows whether the session has really ended.
  onSignedOut: () => void desk.client.readDesk().catch(() => {}),
})

const root = document.getElementById('desk')
if (!root) throw new Error('The page has no place for the desk.')
root.replaceChildren()
render(
  <DeskContext.Provider value={desk}>
    <SearchesContext.Provider value={createSearches(desk, sessionStorage)}>
      <DeskApp />
    </SearchesContext.Provider>
  </DeskContext.Provider>,
  root,
)
requestIdle(() => void fetchLaterScreens())
