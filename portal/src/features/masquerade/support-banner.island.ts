/**
 * Keeps the banner's minutes true while a page stays open, and shows the end when it has come: the page is asked for again,
 * and the server says that the view is over. Without this script the minutes are those of the page's making.
 */
const time = document.querySelector<HTMLTimeElement>('.masquerade-banner time')

function show(element: HTMLTimeElement): void {
  const minutes = Math.ceil((Date.parse(element.dateTime) - Date.now()) / 60_000)
  if (minutes <= 0) location.reload()
  else element.textContent = (element.textContent ?? '').replace(/\d+/, String(minutes))
}

if (time) setInterval(() => show(time), 10_000)

// A page from the back-forward cache may be of a view that is over: ask again.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
