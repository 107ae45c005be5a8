import { html } from '../../html.ts'
import { notice, standInPage } from '../stand-in-page.ts'
import { listenOnLoopback, serveWithSwitch, standInServer } from '../stand-in-server.ts'

export interface SiemStandInConfig {
  /** The public address, `http://siem.localhost:8080`; browsers reach its page through the server's proxy. */
  readonly publicUrl: string
}

/** Where events are posted. */
export const eventsPath = '/events'

type OcsfEvent = {
  class_name: string
  activity_name: string
  severity: string
  message: string
  time: number
  metadata: { sequence: number }
}

/** Events that the page shows. */
const mostShown = 200
/** A batch has 500 events of about two kilobytes. */
const mostBytes = 8 * 1024 * 1024

/**
 * Starts "Security events (demo)" on a free loopback port: a collector that takes each batch once, by its key, and shows the newest
 * events. Its page takes it down, which closes every connection, and up again.
 */
export const startSiemStandIn = async (
  config: SiemStandInConfig,
): Promise<{ port: number; close(): Promise<void> }> => {
  const app = standInServer({ publicUrl: config.publicUrl })
  const keys = new Set<string>()
  const newest: OcsfEvent[] = []
  let taken = 0
  let repeated = 0
  const state = { isDown: false }

  app.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.post(eventsPath, { bodyLimit: mostBytes }, (request, reply) => {
    if (state.isDown) {
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    }
    const key = String(request.headers['idempotency-key'] ?? '')
    if (key === '') return reply.code(400).send({ title: 'idempotency-key missing' })
    if (keys.has(key)) {
      repeated += 1
      return reply.code(200).send({})
    }
    const lines = String(request.body).split('\n').filter(Boolean)
    const events = lines.map((line) => JSON.parse(line) as OcsfEvent)
    keys.add(key)
    taken += events.length
    newest.unshift(...events.reverse())
    newest.length = Math.min(newest.length, mostShown)
    return reply.code(201).send({})
  })
  app.get('/events.json', () => newest)
  serveWithSwitch(app, state, () => page())

  const page = (): string =>
    standInPage({
      language: 'en',
      brand: 'Security events (demo)',
      notice: 'Every line of the record, as an OCSF event. Nothing left this machine.',
      title: 'Events that arrived',
      wide: true,
      body: html`${notice(
        'calm',
        state.isDown
          ? 'It is down: it closes every connection. Events wait, and arrive when it is up again.'
          : `It has taken ${taken} events. ${repeated} batches came again and were taken once.`,
      )}
<form method="post" action="/mood"><p>
<button class="quiet" name="mood" value="up"${!state.isDown && html` aria-pressed="true"`}>Be up</button>
<button class="quiet" name="mood" value="down"${state.isDown && html` aria-pressed="true"`}>Be down</button>
<a class="button quiet" href="/">Refresh</a></p></form>
${newest.length === 0 && html`<p>Nothing has arrived yet.</p>`}
<ul class="cards">${newest.map(
        (event) => html`<li><h2>${event.metadata.sequence} · ${event.message}</h2>
<p class="soft">${event.class_name}: ${event.activity_name} · ${event.severity} · ${new Date(event.time).toISOString()}</p>
<details><summary>The whole event</summary><pre class="mail-text"><code>${JSON.stringify(event, null, 2)}</code></pre></details></li>`,
      )}</ul>`,
    })

  const port = await listenOnLoopback(app)
  return { port, close: () => app.close() }
}
