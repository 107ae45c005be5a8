import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { formToken } from '@porchlight/server/http/form-token.ts'
import { demoAccountId } from '../../demo/rows/ids.ts'
import { type Change, encryptionKey, type Met } from './reckoning.ts'

/** The product under load, and a function that starts a session on it. */
export type LoadTarget = {
  port: number
  signIn(site: 'portal' | 'desk', who: number | string): Promise<string>
}

/** Milliseconds after which a request without a response counts as hung. */
export const hangMs = 10_000

type Answer = { status: number; body: string }

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })

function asker(town: LoadTarget, site: 'portal' | 'desk', credential: string, met: Met) {
  const host = `${site}.localhost:${town.port}`
  const headers = {
    host,
    origin: `http://${host}`,
    cookie: `__Host-porchlight-${site}=${credential}`,
    'porchlight-form-token': formToken(encryptionKey, credential),
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
  }
  return async (method: string, path: string, body?: object): Promise<Answer | undefined> => {
    const began = performance.now()
    const response = await new Promise<Answer | undefined>((resolve) => {
      const request = http.request(
        { host: '127.0.0.1', port: town.port, method, path, headers, agent, timeout: hangMs },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', () => resolve(undefined))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
          )
        },
      )
      request.on('timeout', () => request.destroy())
      request.on('error', () => resolve(undefined))
      request.end(body && JSON.stringify(body))
    })
    if (performance.now() - began >= hangMs) met.hangs += 1
    met.answered += 1
    const status = response?.status ?? 0
    if (status === 503) met.unavailable += 1
    else if (status >= 200 && status < 400) met.doneAt[site] = performance.now()
    else {
      const what = `${status} ${method} ${path.replace(/\d+/g, 'N')} ${response?.body.slice(0, 80) ?? 'no answer'}`
      met.unexpected.set(what, (met.unexpected.get(what) ?? 0) + 1)
    }
    return response
  }
}

type Ask = ReturnType<typeof asker>

/** Repeats a change until a response settles it, as a person would. A request whose outcome is unknown ends it too. */
async function changeUntilKnown(met: Met, change: Change, send: () => Promise<Answer | undefined>) {
  met.changes.push(change)
  for (;;) {
    const response = await send()
    if (response?.status === 503 && response.body.includes('"out-of-order"')) {
      await pause(100)
      continue
    }
    change.isAcknowledged = response !== undefined && response.status < 300
    return
  }
}

async function staff(ask: Ask, met: Met, accountId: number, name: string, signal: AbortSignal) {
  for (let n = 0; !signal.aborted; n += 1) {
    const mark = `note ${name} ${n}`
    const body = { contactClass: 'billing', contactType: 'question', note: mark, masqueradeId: null }
    const change: Change = { table: 'notes', mark, isAcknowledged: false }
    await changeUntilKnown(met, change, () => ask('POST', `/api/desk/accounts/${accountId}/contacts`, body))
    await ask('GET', '/api/desk')
    await pause(20)
  }
}

async function customer(ask: Ask, met: Met, accountId: number, name: string, signal: AbortSignal) {
  const address = { line2: '', city: 'Port Ellis', region: 'CA', postalCode: '92102', country: 'US' }
  for (let n = 0; !signal.aborted; n += 1) {
    const read = await ask('GET', `/api/accounts/${accountId}/information`)
    if (read?.status !== 200) {
      await pause(100)
      continue
    }
    const { version } = (JSON.parse(read.body) as { mailingAddress: { version: number } }).mailingAddress
    const mark = `${n} ${name} St`
    const change: Change = { table: 'addresses', mark, isAcknowledged: false }
    const body = { ...address, line1: mark, version }
    await changeUntilKnown(met, change, () => ask('PUT', `/api/accounts/${accountId}/mailing-address`, body))
    await pause(20)
  }
}

/** Runs customers and staff until the signal is aborted. */
export async function startLoad(town: LoadTarget, met: Met, signal: AbortSignal, isLast = false) {
  if (isLast) {
    const ask = asker(town, 'desk', 'nobody', met)
    return { ended: Promise.all(Array.from({ length: 8 }, () => ask('GET', '/api/desk'))) }
  }
  const landlord = 20_011
  const csrs = ['amara.okafor', 'ines.ferreira', 'amara.okafor', 'ines.ferreira']
  const work: Promise<void>[] = []
  for (const [nth, csrId] of csrs.entries()) {
    const ask = asker(town, 'desk', await town.signIn('desk', csrId), met)
    work.push(staff(ask, met, demoAccountId(3), `of ${csrId} ${nth}`, signal))
  }
  for (let nth = 0; nth < 4; nth += 1) {
    const ask = asker(town, 'portal', await town.signIn('portal', landlord), met)
    work.push(customer(ask, met, demoAccountId(10 + nth), `Street ${nth}`, signal))
  }
  return { ended: Promise.all(work) }
}
