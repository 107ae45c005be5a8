import { render } from 'preact'
import { connect, signInPath } from './app/client.ts'
import { DeskApp } from './app/desk-app.tsx'
import { type Desk, DeskContext } from './app/desk-context.ts'
import { formatter } from './app/format.ts'
import { restoreLetterKeys } from './app/keyboard.ts'
import { followLive } from './app/live/follow-live.ts'
import { translator, wordsFor } from './app/messages.ts'
import { restoreTabs } from './app/open-accounts.ts'
import { readPageData } from './app/page-data.ts'
import { startRouter } from './app/router.ts'
import { followSignOut } from './app/sign-out.ts'
import { restoreMapChoice } from './features/customer-search/map-choice.ts'
import { createSearches, SearchesContext } from './features/customer-search/searches.ts'
import { followOwnViews } from './features/masquerade/own-views.ts'

const page = readPageData(document)
const connection = {
  page,
  fetch: window.fetch.bind(window),
  onSignedOut: () => location.assign(signInPath(location)),
}
const t = translator(page.locale)
const clientUntil = (signal: AbortSignal) => connect(connection, signal)
const desk: Desk = {
  page,
  t,
  word: wordsFor(t),
  format: formatter(page.locale, page.timeZone),
  lacks: (action) => page.desk.permissions.some((p) => p.permission === action && !p.isHeld),
  client: connect(connection),
  clientUntil,
}

restoreTabs(sessionStorage)
restoreLetterKeys(localStorage)
restoreMapChoice(localStorage)
startRouter()
followOwnViews(desk.client)
followSignOut()
followLive({
  csrId: page.desk.csrId,
  position: page.livePosition,
  // The answer to any question sends us to sign in, and back to this screen.
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
