import { typedTexts } from '../../app/typed-texts.ts'

/**
 * Clears the page when the session that it was made for is over: after half an hour without use, or when another tab signs out. The
 * server's page says why. Without this script the page stays until the next click. A page with typed text stays, too: a form that is
 * sent after its session is kept, and shown again after the sign-in.
 */
const channel = new BroadcastChannel('porchlight-session')
/** The server's limit, and some seconds in which the clocks may differ. */
const idleMs = 30 * 60_000 + 10_000
const isSignedIn = document.querySelector('form[action="/sign-out"]') !== null

let usedAt = Date.now()

function leave(): void {
  if (typedTexts().length > 0) return
  document.body.replaceChildren()
  document.title = ''
  // The server decides whether the session is over: if another tab still used it, the page comes back.
  location.replace(location.href)
}

function leaveWhenIdle(): void {
  if (Date.now() - usedAt >= idleMs) leave()
}

if (isSignedIn) {
  channel.postMessage('used')
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'used') usedAt = Date.now()
    if (data === 'signed-out') leave()
  })
  setInterval(leaveWhenIdle, 15_000)
  // A computer that slept has run no timer.
  document.addEventListener('visibilitychange', leaveWhenIdle)
  // A page from the back-forward cache may be of a session that is over: ask again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.replace(location.href)
  })
} else channel.postMessage('signed-out')
