import { createHash, timingSafeEqual } from 'node:crypto'
import { html } from '../../html.ts'
import { notice, standInPage } from '../stand-in-page.ts'
import { type Fields, listenOnLoopback, standInServer } from '../stand-in-server.ts'

export interface TextStandInConfig {
  /** The public address, `http://text.localhost:8080`; browsers reach its page through the server's proxy. */
  readonly publicUrl: string
  readonly authorization: string
}

/** Where messages are posted. */
export const textsPath = '/messages'

export interface StoredText {
  readonly receivedAt: string
  readonly to: string
  readonly from: string
  readonly text: string
}

/**
 * How the gateway answers: takes messages, closes every connection, never answers, fails with 500, or refuses the number with 422.
 */
const moods = ['up', 'down', 'hang', 'fail', 'refuse'] as const
export type TextMood = (typeof moods)[number]

const says: Record<TextMood, { button: string; now: string }> = {
  up: { button: 'Be up', now: 'It takes messages.' },
  down: {
    button: 'Be down',
    now: 'It closes every connection. Messages wait, and arrive when it is up again.',
  },
  hang: { button: 'Hang', now: 'It never answers. Messages wait, and arrive when it is up again.' },
  fail: { button: 'Fail', now: 'It answers 500. Messages wait, and arrive when it is up again.' },
  refuse: { button: 'Refuse', now: 'It refuses every number with 422. Staff get a to-do.' },
}

const mostKept = 500

const digest = (text: string) => createHash('sha256').update(text).digest()

const isText = (body: unknown): body is { to: string; from: string; text: string } => {
  const { to, from, text } = (body ?? {}) as Record<string, unknown>
  return (
    /^\+\d{8,15}$/.test(String(to)) && typeof from === 'string' && typeof text === 'string' && text !== ''
  )
}

/**
 * Starts "Text messages (demo)" on a free loopback port: a gateway that takes each message once, by its key, and a page that shows
 * the messages as a telephone would. The page also takes the gateway down and lets it hang, fail or refuse.
 */
export const startTextStandIn = async (
  config: TextStandInConfig,
): Promise<{ port: number; close(): Promise<void> }> => {
  const app = standInServer({ publicUrl: config.publicUrl })
  const keys = new Set<string>()
  const texts: StoredText[] = []
  let repeated = 0
  let mood: TextMood = 'up'

  app.post(textsPath, (request, reply) => {
    if (mood === 'down') {
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    }
    if (mood === 'hang') {
      reply.hijack()
      return reply
    }
    if (mood === 'fail') return reply.code(500).send({ title: 'out of order' })
    const given = String(request.headers.authorization ?? '')
    if (!timingSafeEqual(digest(given), digest(config.authorization)))
      return reply.code(401).send({ title: 'authorization wrong' })
    const key = String(request.headers['idempotency-key'] ?? '')
    if (key === '' || !isText(request.body)) return reply.code(400).send({ title: 'message malformed' })
    if (mood === 'refuse') return reply.code(422).send({ title: 'number not in service' })
    if (keys.has(key)) {
      repeated += 1
      return reply.code(200).send({})
    }
    keys.add(key)
    const { to, from, text } = request.body
    texts.unshift({ receivedAt: new Date().toISOString(), to, from, text })
    texts.length = Math.min(texts.length, mostKept)
    return reply.code(201).send({})
  })
  app.get('/messages.json', () => texts)
  app.post('/mood', (request, reply) => {
    const { mood: pressed } = (request.body ?? {}) as Fields
    mood = moods.find((one) => one === pressed) ?? mood
    return reply.redirect('/', 303)
  })
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page()))

  const page = (): string =>
    standInPage({
      language: 'en',
      brand: 'Text messages (demo)',
      notice: 'Every text message this demonstration sent. None of it left this machine.',
      title: 'Text messages',
      wide: true,
      body: html`${notice(
        'calm',
        `${says[mood].now} It has ${texts.length} messages. ${repeated} came again and were taken once.`,
      )}
<form method="post" action="/mood"><p>
${moods.map(
  (one) =>
    html`<button class="quiet" name="mood" value="${one}"${one === mood && html` aria-pressed="true"`}>${says[one].button}</button>
`,
)}<a class="button quiet" href="/">Refresh</a></p></form>
${texts.length === 0 && html`<p>Nothing has been sent yet.</p>`}
<ul class="cards">${texts.map(
        ({ to, from, text, receivedAt }) => html`<li><h2>To ${to}</h2>
<p class="mail-text">${text}</p>
<p class="soft">From ${from} · <time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace('T', ' ')} UTC</time></p></li>`,
      )}</ul>`,
    })

  const port = await listenOnLoopback(app)
  return { port, close: () => app.close() }
}
