import { typedTexts } from '../../app/typed-texts.ts'

/**
 * Keeps the banner's minutes true while a page stays open, and stops the page when its masquerade is over: what it showed goes
 * at once, and the server's page says who ended it and why. Without this script the page stops at the next click.
 */
const endKey = document.querySelector<HTMLElement>('.masquerade-actions')?.dataset.endKey ?? ''
const time = document.querySelector<HTMLTimeElement>('.masquerade-banner time')
const channel = new BroadcastChannel('masquerade-ended')

/** True while this tab ends the masquerade itself: it goes to the desk, and the event `ended` must not redirect it. */
let isLeaving = false
let isOver = false
let hasStopped = false

function stop(): void {
  isOver = true
  // The stream, another tab and the clock can all report the end. Only the first report counts.
  if (isLeaving || hasStopped) return
  hasStopped = true
  const page = `?ended=${encodeURIComponent(endKey)}`
  const typed = typedTexts()
  const token = document.querySelector<HTMLInputElement>('input[name=_token]')?.value ?? ''
  document.body.replaceChildren()
  document.title = ''
  if (typed.length === 0) {
    location.replace(`/${page}`)
    return
  }
  // The page about the end shows the text once more, to be copied. It is stored nowhere.
  const form = document.createElement('form')
  form.method = 'post'
  form.action = `/masquerade/ended${page}`
  const fields = [['_token', token], ...typed.map((text) => ['typed', text])]
  for (const [name = '', value = ''] of fields) {
    const field = document.createElement('textarea')
    Object.assign(field, { name, value, hidden: true })
    form.append(field)
  }
  document.body.append(form)
  form.submit()
}

/** Follows the masquerade until it is over. A stream that breaks is opened again; one that is refused is tried again later. */
function follow(): Promise<void> {
  return new Promise((resolve) => {
    const open = () => {
      const stream = new EventSource('/api/masquerade/live')
      stream.addEventListener('ended', () => {
        stream.close()
        channel.postMessage('ended')
        resolve()
        stop()
      })
      stream.addEventListener('error', () => {
        if (stream.readyState === EventSource.CLOSED) setTimeout(open, 3_000)
      })
    }
    open()
  })
}

function show(element: HTMLTimeElement): void {
  const minutes = Math.ceil((Date.parse(element.dateTime) - Date.now()) / 60_000)
  if (minutes <= 0) stop()
  else element.textContent = (element.textContent ?? '').replace(/\d+/, String(minutes))
}

document.querySelector('form[action="/masquerade/leave"]')?.addEventListener('submit', () => {
  isLeaving = true
  // The request to end the masquerade can fail. From then on, this tab stops like any other.
  setTimeout(() => {
    isLeaving = false
    if (isOver) stop()
  }, 10_000)
})

channel.addEventListener('message', stop)
if (time) {
  setInterval(() => show(time), 10_000)
  // One tab of the view holds the stream and tells the others: a browser has few connections to one origin.
  if (navigator.locks) void navigator.locks.request('masquerade-stream', follow)
  else void follow()
}

// A page from the back-forward cache may be of a view that is over: ask again.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
