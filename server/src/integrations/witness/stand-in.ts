import { createHash } from 'node:crypto'
import { html } from '../../html.ts'
import { notice, standInPage } from '../stand-in-page.ts'
import { listenOnLoopback, serveWithSwitch, standInServer } from '../stand-in-server.ts'
import { KeepingWitness } from './witness.ts'

export interface WitnessStandInConfig {
  /** The public address, `http://witness.localhost:8080`; browsers reach its page through the server's proxy. */
  readonly publicUrl: string
  /** Where the witness keeps its key and what it cosigned. */
  readonly file: string
  /** The public keys of the record. */
  readonly keysFile: string
}

/**
 * Starts "Witness (demo)" on a free loopback port: a witness of the record by C2SP tlog-witness. It never cosigns fewer entries than
 * before, or others. Its page takes it down, and up again.
 */
export const startWitnessStandIn = async (
  config: WitnessStandInConfig,
): Promise<{ port: number; vkey: string; close(): Promise<void> }> => {
  const app = standInServer({ publicUrl: config.publicUrl })
  const witness = new KeepingWitness(`${new URL(config.publicUrl).host}/w1`, config.file, config.keysFile)
  const state = { isDown: false }
  let refused = 0

  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/add-checkpoint', (request, reply) => {
    if (state.isDown) return reply.code(503).send()
    const { status, body, isSize } = witness.add(String(request.body))
    if (status !== 200) refused += 1
    return reply
      .code(status)
      .type(isSize ? 'text/x.tlog.size' : 'text/plain; charset=utf-8')
      .send(body)
  })
  app.get<{ Params: { hash: string } }>('/:hash/checkpoint', (request, reply) => {
    const hashOf = (origin: string) => createHash('sha256').update(origin).digest('hex')
    const record = witness.records.find(({ origin }) => hashOf(origin) === request.params.hash)
    return record ? reply.type('text/plain; charset=utf-8').send(record.note) : reply.code(404).send()
  })
  serveWithSwitch(app, state, () => page())

  const page = (): string =>
    standInPage({
      language: 'en',
      brand: 'Witness (demo)',
      notice: 'Signs that the record only grew. It sees hashes, and no entry.',
      title: 'Checkpoints that were cosigned',
      wide: true,
      body: html`${notice(
        'calm',
        state.isDown ? 'It is down: it answers 503.' : `It is up. It has refused ${refused} requests.`,
      )}
<form method="post" action="/mood"><p>
<button class="quiet" name="mood" value="up"${!state.isDown && html` aria-pressed="true"`}>Be up</button>
<button class="quiet" name="mood" value="down"${state.isDown && html` aria-pressed="true"`}>Be down</button>
<a class="button quiet" href="/">Refresh</a></p></form>
<p>Its public key, for <code>record -- verify --witness</code>:</p>
<pre class="mail-text"><code>${witness.vkey}</code></pre>
${witness.records.length === 0 && html`<p>Nothing has been cosigned yet.</p>`}
<ul class="cards">${witness.records.map(
        ({ origin, size, note }) => html`<li><h2>${origin}: ${size} entries</h2>
<pre class="mail-text"><code>${note}</code></pre></li>`,
      )}</ul>`,
    })

  const port = await listenOnLoopback(app)
  return { port, vkey: witness.vkey, close: () => app.close() }
}
