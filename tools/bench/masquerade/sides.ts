import { town } from '@porchlight/server/testing/small-town.ts'
import { getMigrations } from 'better-auth/db/migration'
import { type Answer, headersOf, type openBenchApp } from '../bench-app.ts'
import { authOrigin, authOver } from './auth.ts'
import { type Served, serveIn } from './processes.ts'

/** Somebody who acts as a customer, and what ends it. */
export type Live = { credential: string; headers: Record<string, string>; origin: string }

/** What is measured, alike for both. Requests go to the first process where nothing else is said. */
export type Side = {
  name: string
  database: string
  processes: readonly [Served, Served]
  /** From the click to the first page that can be read. */
  start(): Promise<Live>
  /** The cheapest request that knows who asks. */
  asCustomer(): Promise<Answer>
  asLive(live: Live, process?: Served): Promise<Answer>
  /** A page of the portal; better-auth has none. */
  pageAsCustomer?(): Promise<Answer>
  pageAsLive?(live: Live): Promise<Answer>
  revoke(live: Live): Promise<Answer>
  isRefused(response: Answer): boolean
  close(): Promise<void>
}

type App = Awaited<ReturnType<typeof openBenchApp>>

async function expecting(status: number, sent: Promise<Answer>): Promise<Answer> {
  const response = await sent
  if (response.status !== status)
    throw new Error(`expected ${status}, got ${response.status}: ${response.text.slice(0, 200)}`)
  return response
}

/** Starts two processes of the product. */
export async function openProduct(app: App): Promise<Side> {
  const file = 'product.process.ts'
  const processes = [await serveIn(file, app.url), await serveIn(file, app.url)] as const
  const [{ send }] = processes
  const { desk: deskOrigin, portal, view } = app.origins
  const customer = await app.signedIn('portal', town.maria)
  const desk = await app.signedIn('desk', 'amara.okafor')
  const supervisor = await app.signedIn('desk', 'ines.ferreira')
  const page = `/accounts/${town.mariaAccount}/information`
  const context = '/api/portal-context'
  let reference = 0
  return {
    name: 'porchlight',
    database: 'bench',
    processes,
    start: async () => {
      const body = {
        webUserId: town.maria,
        accountId: town.mariaAccount,
        purposeKind: 'call',
        purposeReference: `B-${reference++}`,
        promptVersion: 0,
        locale: 'en',
      }
      const started = send(deskOrigin, 'POST', '/api/desk/masquerades', desk, JSON.stringify(body))
      const { masqueradeId, code } = JSON.parse((await expecting(200, started)).text)
      const origin = view.replace('*', masqueradeId)
      const form = { origin: deskOrigin, 'content-type': 'application/x-www-form-urlencoded' }
      const host = { ...form, host: new URL(origin).host }
      const arrived = await expecting(303, send(origin, 'POST', '/arrive', host, `code=${code}`))
      const credential = /=([\w-]{43});/.exec(String(arrived.headers['set-cookie']))?.[1] ?? ''
      return { credential: masqueradeId, headers: headersOf('view', credential), origin }
    },
    asCustomer: () => expecting(200, send(portal, 'GET', context, customer)),
    asLive: ({ origin, headers }, process = processes[0]) => process.send(origin, 'GET', context, headers),
    pageAsCustomer: () => expecting(200, send(portal, 'GET', page, customer)),
    pageAsLive: ({ origin, headers }) => expecting(200, send(origin, 'GET', page, headers)),
    revoke: ({ credential }) => {
      const end = `/api/desk/masquerades/${credential}/end-as-supervisor`
      return expecting(
        200,
        send(deskOrigin, 'POST', end, supervisor, JSON.stringify({ reason: 'Benchmark' })),
      )
    },
    isRefused: ({ status }) => status === 401,
    close: async () => void (await Promise.all(processes.map((one) => one.close()))),
  }
}

/** The cookies that a browser keeps of an answer, as it sends them: the last one of a name, without those that are taken away. */
function cookiesOf(response: Answer): string {
  const kept = new Map<string, string>()
  for (const line of response.headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/Max-Age=0(;|$)/i.test(line)) kept.delete(name)
    else kept.set(name, value)
  }
  return [...kept].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** Starts two processes of better-auth with its admin plugin, over a database of its own. */
export async function openBetterAuth(app: App): Promise<Side> {
  const name = 'better_auth'
  await app.owner.unsafe(`CREATE DATABASE ${name}`)
  const url = app.url.replace(/\/bench$/, `/${name}`)
  const auth = authOver(url)
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
  const context = await auth.$context
  const made = async (who: string, role: string) => {
    const password = 'a password of the benchmark'
    const { user } = await auth.api.signUpEmail({
      body: { email: `${who}@bench.example`, password, name: who },
    })
    await context.internalAdapter.updateUser(user.id, { role })
    return { id: user.id, email: user.email, password }
  }
  const [officer, maria] = [await made('officer', 'admin'), await made('maria', 'user')]
  const file = 'better-auth.process.ts'
  const processes = [await serveIn(file, url), await serveIn(file, url)] as const
  const [{ send }] = processes
  const post = (path: string, headers: Record<string, string>, body: object) =>
    send(
      authOrigin,
      'POST',
      `/api/auth${path}`,
      { 'content-type': 'application/json', ...headers },
      JSON.stringify(body),
    )
  const signedIn = async ({ email, password }: { email: string; password: string }) => ({
    cookie: cookiesOf(await expecting(200, post('/sign-in/email', {}, { email, password }))),
  })
  const admin = await signedIn(officer)
  const customer = await signedIn(maria)
  const session = '/api/auth/get-session'
  return {
    name: 'better-auth',
    database: name,
    processes,
    start: async () => {
      const response = await expecting(200, post('/admin/impersonate-user', admin, { userId: maria.id }))
      const { session } = JSON.parse(response.text)
      return { credential: session.token, headers: { cookie: cookiesOf(response) }, origin: authOrigin }
    },
    asCustomer: () => expecting(200, send(authOrigin, 'GET', session, customer)),
    asLive: ({ headers }, process = processes[0]) => process.send(authOrigin, 'GET', session, headers),
    revoke: ({ credential }) =>
      expecting(200, post('/admin/revoke-user-session', admin, { sessionToken: credential })),
    // It answers 200 with null where there is no session.
    isRefused: ({ text }) => text === 'null',
    close: async () => {
      await Promise.all(processes.map((one) => one.close()))
      await (auth.options.database as { end(): Promise<void> }).end()
    },
  }
}
