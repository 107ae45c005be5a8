import { type Attack, must, mustEqual } from '../attack.ts'
import { reasonOf, WebClient } from '../client/web-client.ts'

export const afterTheEnd: readonly Attack[] = [
  {
    id: '11-clean-end',
    point: 11,
    title: 'after the end: back in one click, no cookie, a kept credential is worth nothing',
    attack: 'the banner’s end, then the kept cookie at the view, the portal, the desk and another view',
    expected: '303 to the desk’s customer, the cookie expired without Clear-Site-Data, then 401 everywhere',
    async run(stage) {
      const desk = await stage.csr('agent')
      const { accountId } = stage.who('holder')
      const { view, masqueradeId } = await stage.masquerade(desk, stage.who('holder'), 'end')
      const kept = [...view.cookies]
      const left = await view.submit('/masquerade/leave', {})
      mustEqual(
        [left.status, left.headers.location],
        [303, `${stage.sites.desk}/accounts/${accountId}?after=${masqueradeId}#web-users`],
        'the way back',
      )
      must(left.headers['clear-site-data'] === undefined, 'Clear-Site-Data would clear the desk too')
      mustEqual(view.credential ?? null, null, 'the cookie that is left')
      mustEqual((await desk.get('/api/desk')).status, 200, 'the desk without another sign-in')
      const value = kept[0]?.[1] ?? ''
      for (const [origin, site] of [
        [view.origin, 'view'],
        [stage.sites.portal, 'portal'],
        [stage.sites.desk, 'desk'],
      ] as const) {
        const thief = new WebClient(origin)
        thief.cookies.set(`__Host-porchlight-${site}`, value)
        const at = site === 'desk' ? '/api/desk' : '/api/portal-context'
        const response = await thief.get(at)
        mustEqual(response.status, 401, `the kept credential at the ${site}`)
        if (site === 'view') mustEqual(reasonOf(response), 'masquerade-ended', 'the reason')
      }
    },
  },
  {
    id: '14-return',
    point: 14,
    title: 'where the end leads to is the server’s record, never the client’s wish',
    attack: 'ends with addresses to return to in the form, the query, the Referer and headers',
    expected: 'the desk’s page of this customer, each time',
    async run(stage) {
      const desk = await stage.csr('agent')
      const { accountId } = stage.who('holder')
      const wishes: [path: string, headers: Record<string, string>][] = [
        ['/masquerade/leave?next=https://evil.example/', {}],
        ['/masquerade/leave?back=//evil.example', { referer: 'https://evil.example/' }],
        ['/masquerade/leave', { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }],
      ]
      for (const [path, headers] of wishes) {
        const { view, masqueradeId } = await stage.masquerade(desk, stage.who('holder'), 'return')
        const form = {
          deskUrl: 'https://evil.example/',
          next: '//evil.example',
          accountId: String(stage.who('other').accountId),
        }
        const response = await view.request('POST', path, { form, headers })
        const expected = `${stage.sites.desk}/accounts/${accountId}?after=${masqueradeId}#web-users`
        mustEqual(response.headers.location, expected, `the end by ${path}`)
      }
    },
  },
]
