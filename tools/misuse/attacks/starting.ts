import { type Attack, must, mustEqual } from '../attack.ts'
import { reasonOf, type WebClient } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'

export const startPath = '/api/desk/masquerades'
const path = startPath

/**
 * Returns how many live masquerades of the agent have this in their reference, as the supervisor's list has them. Those of other attacks
 * that never arrived end by themselves meanwhile.
 */
async function liveFor(stage: Stage, what: string): Promise<number> {
  const supervisor = await stage.csr('supervisor')
  const { csrId } = stage.accounts.csrs.agent
  const { masquerades } = await supervisor.api.listMasquerades({ body: { liveOnly: true, csrId } })
  return masquerades.filter(({ purposeReference }) => purposeReference.includes(what)).length
}

const startWith = async (desk: WebClient, stage: Stage, what: string, headers: Record<string, string>) =>
  desk.request('POST', path, { json: stage.startBody(stage.who('holder'), what), headers })

export const starting: readonly Attack[] = [
  {
    id: '01-traffic',
    point: 1,
    title: 'no traffic, cookie or header moves the end of a masquerade',
    attack:
      'requests with every subset of the cookies, with headers that ask for more time, a repeated start, both modes',
    expected: 'the same end each time, and no cookie after the one of the arrival',
    async run(stage) {
      const desk = await stage.csr('agent')
      const target = stage.who('holder')
      const body = stage.startBody(target, 'end')
      const { masqueradeId, code, endsAt } = await desk.api.startMasquerade({ body })
      const view = stage.view(masqueradeId)
      const arrival = await stage.arrive(view, code)
      const seconds = Number(/Max-Age=(\d+)/.exec(String(arrival.headers['set-cookie']))?.[1])
      const left = (Date.parse(endsAt) - Date.now()) / 1000
      must(seconds < left + 700, `the cookie lives ${seconds} s, the masquerade ${Math.round(left)} s`)
      const endNow = async () => (await view.api.readPortalContext()).masquerade?.endsAt
      const asking: Record<string, string>[] = [
        { 'keep-alive': 'timeout=99999', 'max-forwards': '99' },
        { 'x-masquerade-ends-at': '2099-01-01T00:00:00Z', 'cache-control': 'max-age=999999' },
        { date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'x-request-start': '0' },
      ]
      for (const headers of asking) {
        const response = await view.request('GET', '/', { headers })
        mustEqual(response.headers['set-cookie'] ?? null, null, 'cookies of a page of the view')
        mustEqual(await endNow(), endsAt, 'the end after a request with odd headers')
      }
      const [name = '', value = ''] = [...view.cookies][0] ?? []
      const subsets = [`${name}=${value}; endsAt=2099-01-01`, `${name}=${value}; ${name}=${value}`]
      for (const cookie of subsets) {
        const response = await view.raw('GET', '/api/portal-context', { headers: { cookie } })
        const endsNow = response.status === 200 ? JSON.parse(response.text).masquerade.endsAt : endsAt
        mustEqual(endsNow, endsAt, 'the end with another set of cookies')
      }
      mustEqual(
        (await view.raw('GET', '/api/portal-context', { headers: { cookie: 'x=y' } })).status,
        401,
        'no cookie',
      )
      await view.api.switchToAct()
      await view.api.switchToRead()
      mustEqual(await endNow(), endsAt, 'the end after both modes')
      mustEqual(
        (await desk.api.startMasquerade({ body })).endsAt,
        endsAt,
        'the end that a repeated start names',
      )
      mustEqual(await endNow(), endsAt, 'the end after a repeated start')
      for (const refresh of ['/api/masquerade/refresh', '/api/masquerade/extend', '/refresh'])
        must((await view.request('POST', refresh, { json: {} })).status >= 400, `${refresh} is answered`)
    },
  },
  {
    id: '12-forged',
    point: 12,
    title: 'a start from another site, or without the form token, is refused',
    attack:
      'starts with another Origin, `null`, none, the portal’s, a wrong token and none, and as a posted form',
    expected: '403 or 400 each time, and no masquerade more',
    async run(stage) {
      const desk = await stage.csr('agent')
      const forged: Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: '' },
        { origin: stage.sites.portal },
        { 'porchlight-form-token': 'A'.repeat(128) },
        { 'porchlight-form-token': '' },
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', origin: 'https://evil.example' },
      ]
      for (const headers of forged) {
        const response = await startWith(desk, stage, 'forged', headers)
        must(
          ['origin-not-allowed', 'form-token-missing'].includes(reasonOf(response) ?? ''),
          `a start with ${JSON.stringify(headers)} was answered ${response.status} ${reasonOf(response)}`,
        )
      }
      const form = {
        ...stage.startBody(stage.who('holder'), 'forged form'),
        webUserId: '',
        accountId: '',
        promptVersion: '',
      }
      must((await desk.submit(path, form)).status >= 400, 'a posted form started a masquerade')
      mustEqual(await liveFor(stage, 'forged'), 0, 'live masquerades')
    },
  },
  {
    id: '12-get',
    point: 12,
    title: 'a start by GET, HEAD or PUT does not exist',
    attack: 'the start and the switch to acting by other methods, their parameters in the address',
    expected: '404, and no masquerade more',
    async run(stage) {
      const desk = await stage.csr('agent')
      const { view } = await stage.masquerade(desk, stage.who('holder'), 'by another method')
      const query = new URLSearchParams(
        Object.entries(stage.startBody(stage.who('holder'), 'by another method')).map(([name, value]) => [
          name,
          String(value),
        ]),
      )
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'])
        must(
          (await desk.request(method, `${path}?${query}`)).status >= 400,
          `${method} of a start is answered`,
        )
      for (const at of ['/api/masquerade/act', '/masquerade/act', '/masquerade/leave'])
        must((await view.request('GET', at)).status >= 400, `GET ${at} is answered`)
      mustEqual((await view.api.readPortalContext()).masquerade?.mode, 'read', 'the mode')
      mustEqual(await liveFor(stage, 'by another method'), 1, 'live masquerades')
    },
  },
  {
    id: '12-identifiers',
    point: 12,
    title: 'identifiers are new at each start and end',
    attack: 'two starts for the same customer; an end and a start again',
    expected: 'another masquerade, another code, another cookie each time',
    async run(stage) {
      const desk = await stage.csr('agent')
      const one = await stage.masquerade(desk, stage.who('holder'), 'ids')
      const cookie = one.view.credential
      await one.view.api.leaveMasquerade()
      const two = await stage.masquerade(desk, stage.who('holder'), 'ids')
      for (const [what, first, second] of [
        ['masquerade', one.masqueradeId, two.masqueradeId],
        ['code', one.code, two.code],
        ['cookie', cookie, two.view.credential],
      ])
        must(first !== second, `the ${what} of the second start is the one of the first`)
      must(!one.code.includes(one.masqueradeId), 'the code contains the id')
    },
  },
  {
    id: '16-parameters',
    point: 16,
    title: 'a missing or unknown parameter of a start is 400, never a weaker mode',
    attack: 'a start without each of its parameters, and with unknown ones',
    expected: '400 that names the field, and no masquerade more',
    async run(stage) {
      const desk = await stage.csr('agent')
      const whole = stage.startBody(stage.who('holder'), 'parameters')
      const changes: [string, object][] = Object.keys(whole).map((name) => [
        name,
        { ...whole, [name]: undefined },
      ])
      for (const extra of ['mode', 'csrId', 'isProtected', 'minutes', 'entitlements', '__proto__x'])
        changes.push([extra, { ...whole, [extra]: 'act' }])
      for (const [field, json] of changes) {
        const response = await desk.request('POST', path, { json })
        const { reason, fields } = JSON.parse(response.text) as {
          reason: string
          fields?: { field: string }[]
        }
        mustEqual(
          [response.status, reason, fields?.[0]?.field],
          [400, 'invalid-request', field],
          `the start with ${field}`,
        )
      }
      mustEqual(await liveFor(stage, 'parameters'), 0, 'live masquerades')
    },
  },
  {
    id: '19-double',
    point: 19,
    title: 'a double click gives one masquerade, also over two processes',
    attack: 'the same start eight times at once, half of them at the other process; then both codes',
    expected: 'one masquerade with one end; only the newest code arrives',
    needs: ['second-process'],
    async run(stage) {
      const desk = await stage.csr('agent')
      const there = desk.through(stage.otherProcess)
      const body = stage.startBody(stage.who('holder'), 'double')
      const clicks = Array.from({ length: 8 }, (_, nth) =>
        (nth % 2 ? desk : there).api.startMasquerade({ body }),
      )
      const started = await Promise.all(clicks)
      mustEqual(
        new Set(started.map(({ masqueradeId }) => masqueradeId)).size,
        1,
        'masquerades of eight clicks',
      )
      mustEqual(new Set(started.map(({ endsAt }) => endsAt)).size, 1, 'ends of eight clicks')
      mustEqual(await liveFor(stage, body.purposeReference), 1, 'live masquerades')
      const arrivals = []
      for (const { masqueradeId, code } of started)
        arrivals.push((await stage.arrive(stage.view(masqueradeId), code)).status)
      mustEqual(arrivals.filter((status) => status === 303).length, 1, 'codes that arrived')
    },
  },
]
