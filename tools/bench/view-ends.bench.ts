/**
 * Measures how soon the open tab of a masquerade is told that a supervisor ended it, and how soon the next request is refused,
 * while 200 masquerades are live. The tabs are open on another application process than the one that ends them.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { viewStreamPath } from '@porchlight/contract/live.ts'
import { openDatabase } from '@porchlight/server/database/database.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { pino } from 'pino'
import { appOn } from './app-on.ts'
import { headersOf, openBenchApp } from './bench-app.ts'

const live = 200
const ended = 40

/** Serves the database of the benchmark in a process of its own, on a free port that it tells its parent. */
async function serveBeside(url: string): Promise<void> {
  const database = openDatabase(url, testEncryptionKey)
  const app = appOn(database, pino({ level: 'fatal' }))
  await app.listen({ host: '127.0.0.1', port: 0 })
  process.send?.((app.server.address() as AddressInfo).port)
  process.once('disconnect', () => process.exit(0))
}

const middle = (times: number[]) =>
  Math.round((times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0) * 10) / 10
const slowest = (times: number[]) => Math.round(Math.max(...times) * 10) / 10

type View = { masqueradeId: string; headers: Record<string, string> }

/** Opens the stream of a tab on a port. `told` resolves with the moment at which the tab was told that its masquerade has ended. */
function openTab(port: number, { headers }: View): Promise<{ told: Promise<number>; close(): void }> {
  return new Promise((resolve, reject) => {
    const more = { ...headers, 'sec-fetch-site': 'same-origin' }
    const request = http.get({ host: '127.0.0.1', port, path: viewStreamPath, agent: false, headers: more })
    request.on('error', reject)
    request.on('response', (response) => {
      let text = ''
      const told = new Promise<number>((done) => {
        response.on('data', (chunk: Buffer) => {
          text += chunk
          if (text.includes('event: hello')) resolve({ told, close: () => request.destroy() })
          if (text.includes('event: ended')) done(performance.now())
        })
      })
    })
  })
}

async function bench(): Promise<void> {
  const app = await openBenchApp()
  const { origins, send } = app
  let child: ChildProcess | undefined
  try {
    child = fork(fileURLToPath(import.meta.url), [app.url], { execArgv: process.execArgv })
    const [port] = (await once(child, 'message')) as [number]
    const desk = await app.signedIn('desk', 'amara.okafor')
    const supervisor = await app.signedIn('desk', 'ines.ferreira')
    const startOne = async (reference: number): Promise<View> => {
      const body = {
        webUserId: town.maria,
        accountId: town.mariaAccount,
        purposeKind: 'call',
        purposeReference: `B-${reference}`,
        promptVersion: 0,
        locale: 'en',
      }
      const started = await send(origins.desk, 'POST', '/api/desk/masquerades', desk, JSON.stringify(body))
      const { masqueradeId, code } = JSON.parse(started.text) as { masqueradeId: string; code: string }
      const origin = origins.view.replace('*', masqueradeId)
      const form = { origin: origins.desk, 'content-type': 'application/x-www-form-urlencoded' }
      const arrived = await send(origin, 'POST', '/arrive', form, `code=${code}`)
      const credential = /=([\w-]{43});/.exec(String(arrived.headers['set-cookie']))?.[1] ?? ''
      return { masqueradeId, headers: { ...headersOf('view', credential), host: new URL(origin).host } }
    }
    const views: View[] = []
    for (let n = 0; n < live; n++) views.push(await startOne(n))
    const tabs: Awaited<ReturnType<typeof openTab>>[] = []
    for (const view of views) tabs.push(await openTab(port, view))
    const toTold: number[] = []
    const toRefused: number[] = []
    for (const [n, view] of views.slice(0, ended).entries()) {
      const path = `/api/desk/masquerades/${view.masqueradeId}/end-as-supervisor`
      const response = await send(origins.desk, 'POST', path, supervisor, '{"reason":"benchmark"}')
      if (response.status !== 200) throw new Error(`the end was refused: ${response.text.slice(0, 200)}`)
      const committed = performance.now()
      const origin = origins.view.replace('*', view.masqueradeId)
      const { status } = await send(origin, 'GET', '/api/portal-context', view.headers)
      if (status !== 401) throw new Error(`a request after the end got ${status}`)
      toRefused.push(performance.now() - committed)
      // A tab that was told before the response of the end arrived counts as told at once.
      toTold.push(Math.max(0, ((await tabs[n]?.told) ?? Number.POSITIVE_INFINITY) - committed))
    }
    for (const tab of tabs) tab.close()
    const summary = {
      live,
      processes: 2,
      ended,
      revoke_to_refusal_ms: { p50: middle(toRefused), max: slowest(toRefused) },
      revoke_to_told_tab_ms: { p50: middle(toTold), max: slowest(toTold) },
    }
    console.log(process.argv.includes('--json') ? JSON.stringify(summary) : summary)
  } finally {
    child?.disconnect()
    await app.close()
  }
}

const [, , url] = process.argv
if (process.send && url) await serveBeside(url)
else await bench()
