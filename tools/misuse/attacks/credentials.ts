import { type Attack, must, mustEqual } from '../attack.ts'
import { codeOn, signInAtDemo, Traveler } from '../client/sign-in.ts'
import { reasonOf, refusalOf, WebClient } from '../client/web-client.ts'
import { changeAddress } from './rights.ts'

const sessionName = (site: string) => `__Host-porchlight-${site}`

export const credentials: readonly Attack[] = [
  {
    id: '02-confirm',
    point: 2,
    title: 'a masquerade never counts as a recent sign-in of the customer',
    attack:
      'everything that asks the customer to confirm who they are, just after the start, with the right password',
    expected: '403 `masquerade-never`; the desk session did not become a portal session either',
    async run(stage) {
      const { view } = await stage.acting(await stage.csr('agent'), stage.who('holder'), 'confirm')
      const { password } = stage.who('holder')
      const next = 'a new and long password'
      const body = { currentPassword: password, newPassword: next, repeatedPassword: next }
      mustEqual(
        await refusalOf(view.api.changePassword({ body })),
        '403 masquerade-never',
        'a change of password',
      )
      const context = await view.api.readPortalContext()
      mustEqual(context.may['password:change'], 'masquerade-never', 'what the page says of it')
      const { text } = await view.get('/password')
      must(!/name="(currentPassword|current)"/.test(text), 'the page asks a CSR for the customer’s password')
      for (const at of ['/api/support-codes', '/access'])
        must(![...view.cookies.keys()].includes(sessionName('portal')), `${at} made a portal session`)
    },
  },
  {
    id: '05-replay',
    point: 5,
    title: 'no answer to a masquerade holds a value that signs anybody in',
    attack:
      'every string of 16 characters and more in the pages of a masquerade, as cookie, bearer and query token of each site',
    expected: 'none works',
    async run(stage) {
      const { view, arrival, code } = await stage.acting(
        await stage.csr('agent'),
        stage.who('holder'),
        'replay',
      )
      const { accountId } = stage.who('holder')
      const texts = [arrival.text, code, JSON.stringify({ ...arrival.headers, 'set-cookie': '' })]
      for (const path of [
        '/',
        `/accounts/${accountId}/information`,
        `/accounts/${accountId}/mailing-address`,
        `/accounts/${accountId}/bills`,
        '/access',
        '/api/portal-context',
        '/api/access',
      ]) {
        const { text, headers } = await view.get(path)
        texts.push(text, JSON.stringify(headers))
      }
      const own = view.credential ?? ''
      const values = new Set(
        [/[\w.+=-]{16,}/g, /[\w-]{16,}/g].flatMap((form) => texts.join(' ').match(form) ?? []),
      )
      must(!values.has(own), 'a page holds the credential itself')
      const sites = [
        [stage.sites.portal, 'portal', '/api/portal-context'],
        [stage.sites.desk, 'desk', '/api/desk'],
        [view.origin, 'view', '/api/portal-context'],
      ] as const
      for (const value of values)
        for (const [origin, site, path] of sites) {
          const thief = new WebClient(origin)
          const headers = { cookie: `${sessionName(site)}=${value}`, authorization: `Bearer ${value}` }
          const { status } = await thief.raw('GET', `${path}?token=${encodeURIComponent(value)}`, { headers })
          must(status >= 400, `${value} signs in at the ${site}`)
        }
    },
  },
  {
    id: '27-two',
    point: 27,
    title: 'two credentials in one request are refused, never merged',
    attack:
      'a live desk or portal session, or a bearer token, beside the cookie of a masquerade, at each site',
    expected: '4xx each time, and nothing written',
    async run(stage) {
      const desk = await stage.csr('agent')
      const customer = await stage.customer('other')
      const { view } = await stage.acting(desk, stage.who('holder'), 'two')
      const { accountId } = stage.who('holder')
      const { mailingAddress } = await view.api.readAccountInformation({ params: { accountId } })
      const token = await view.formToken()
      const ofView = `${sessionName('view')}=${view.credential}`
      const ofDesk = `${sessionName('desk')}=${desk.credential}`
      const ofPortal = `${sessionName('portal')}=${customer.credential}`
      const merged: Record<string, string>[] = [
        { cookie: `${ofView}; ${ofDesk}` },
        { cookie: `${ofDesk}; ${ofView}` },
        { cookie: `${ofView}; ${ofPortal}` },
        { cookie: ofView, authorization: `Bearer ${desk.credential}` },
        { cookie: ofView, authorization: `Bearer ${customer.credential}` },
      ]
      for (const headers of merged) {
        const shown = JSON.stringify(Object.keys(headers))
        const page = await view.raw('GET', `/accounts/${accountId}/information`, { headers })
        must(page.status >= 400 && page.status < 500, `a page with ${shown} is answered ${page.status}`)
        const json = { ...mailingAddress, line2: 'merged' }
        const change = await view.raw('PUT', `/api/accounts/${accountId}/mailing-address`, {
          json,
          headers: { ...headers, origin: view.origin, 'porchlight-form-token': token },
        })
        must(
          change.status >= 400 && change.status < 500,
          `a change with ${shown} is answered ${change.status}`,
        )
        mustEqual(reasonOf(change), 'two-credentials', `the reason of a change with ${shown}`)
      }
      const atDesk = await desk.raw('GET', '/api/desk', { headers: { cookie: `${ofDesk}; ${ofView}` } })
      must(atDesk.status >= 400, 'the desk answers a request with two sessions')
      const after = await view.api.readAccountInformation({ params: { accountId } })
      mustEqual(after.mailingAddress, mailingAddress, 'the address')
    },
  },
  {
    id: '28-second-sign-in',
    point: 28,
    title: 'a second sign-in during a masquerade, or a forged return, gives nobody another’s link back',
    attack:
      'another CSR signs in in the same browser while a masquerade is open; then asks for its note and its way back',
    expected: 'the masquerade ends; its note is not found for the other CSR; the attempt is on the record',
    needs: ['sign-in-again'],
    async run(stage) {
      const agent = stage.accounts.csrs.agent
      const trainee = stage.accounts.csrs.trainee
      const traveler = new Traveler()
      const first = traveler.at(stage.sites.desk)
      await signInAtDemo(traveler, stage.sites.desk, agent.csrId, agent.password ?? '')
      const { view, masqueradeId } = await stage.masquerade(first, stage.who('holder'), 'second')
      // The desk forgets who is signed in, the cookie stays: as with two tabs, of which one had been signed out at the provider.
      const again = new Traveler().holds(first)
      const held = first.credential ?? ''
      first.cookies.delete(sessionName('desk'))
      let page = await again.go('GET', `${stage.sites.desk}/sign-in`)
      first.cookies.set(sessionName('desk'), held)
      page = await again.submit(page, '/sign-in', {
        userName: trainee.csrId,
        password: trainee.password ?? '',
      })
      mustEqual((await first.api.readDesk()).csrId, trainee.csrId, 'who is signed in now')
      mustEqual((await view.get('/api/portal-context')).status, 401, 'the masquerade of the first CSR')
      const note = await refusalOf(first.api.draftContactNote({ params: { masqueradeId } }))
      mustEqual(note, '404 not-found', 'the note of the first CSR’s masquerade')
      mustEqual(
        await refusalOf(first.api.endOwnMasquerade({ params: { masqueradeId } })),
        '404 not-found',
        'ending the first CSR’s masquerade',
      )
      const { entries } = await (await stage.csr('supervisor')).api.queryRecord({
        body: { csrId: trainee.csrId, event: 'refused', staffOnly: true },
      })
      must(
        entries.some((entry) => entry.action === 'masquerade:end-own'),
        'the attempt is not on the record',
      )
      const left = await view.raw('POST', '/masquerade/leave?next=/accounts/1', {
        form: {},
        headers: { origin: view.origin },
      })
      must(!left.headers.location?.includes('/accounts/1'), 'a forged return is followed')
    },
  },
  {
    id: '30-own-factor',
    point: 30,
    title: 'step-up takes the CSR’s own factor, and nobody else’s',
    attack:
      'the customer’s password and a support code in the CSR’s step-up; the step-up of a colleague; its answer replayed',
    expected: 'the masquerade stays without step-up; the refused confirmation is on the record',
    needs: ['sign-in-again'],
    async run(stage) {
      const { agent, supervisor } = stage.accounts.csrs
      const { accountId, password } = stage.who('holder')
      const traveler = new Traveler()
      const desk = traveler.at(stage.sites.desk)
      await signInAtDemo(traveler, stage.sites.desk, agent.csrId, agent.password ?? '')
      const { view, masqueradeId } = await stage.acting(desk, stage.who('holder'), 'step-up')
      const link = { accountNumber: String(stage.who('other').accountId), postalCode: '00000' }
      const attempt = () => refusalOf(view.api.linkAccount({ body: link }))
      const begin = () => traveler.go('GET', `${stage.sites.desk}/step-up?masquerade=${masqueradeId}&next=/`)
      await stage.setEntitlement('account.link', true)
      try {
        mustEqual(await attempt(), '403 step-up-required', 'before any confirmation')
        // The customer's password at the page of the CSR's provider.
        const first = await begin()
        const wrong = await traveler.submit(first, '/sign-in', {
          userName: agent.csrId,
          password: `${password}-customer`,
        })
        must(wrong.url.startsWith(stage.sites.identity), 'the provider took the customer’s password')
        const asCustomer = await traveler.submit(await begin(), '/sign-in', {
          userName: stage.who('holder').userName,
          password,
        })
        must(asCustomer.url.startsWith(stage.sites.identity), 'the provider signed the customer in')
        // A code that a customer reads out, in the place of the CSR's own.
        const coding = await traveler.submit(await begin(), '/sign-in', {
          userName: agent.csrId,
          password: agent.password ?? '',
        })
        const coded = await traveler.submit(coding, '/second-factor', { code: '000000' })
        must(coded.url.startsWith(stage.sites.identity), 'a wrong code confirmed the CSR')
        mustEqual(await attempt(), '403 step-up-required', 'after wrong codes')
        // A colleague's own factor does not count for this CSR.
        let page = await traveler.submit(coded, '/start-over')
        page = await traveler.submit(page, '/sign-in', {
          userName: supervisor.csrId,
          password: supervisor.password ?? '',
        })
        page = await traveler.submit(page, '/second-factor', { code: codeOn(page.text) })
        must(!page.url.startsWith(view.origin), 'a colleague’s confirmation leads back to the view')
        mustEqual(await attempt(), '403 step-up-required', 'after a colleague’s confirmation')
        // The own one does.
        page = await traveler.submit(await begin(), '/sign-in', {
          userName: agent.csrId,
          password: agent.password ?? '',
        })
        page = await traveler.submit(page, '/second-factor', { code: codeOn(page.text) })
        mustEqual(await attempt(), '422 link-refused', 'after the CSR’s own confirmation')
      } finally {
        await stage.setEntitlement('account.link', null)
      }
      const { entries } = await (await stage.csr('supervisor')).api.queryRecord({
        body: { masqueradeId, staffOnly: true },
      })
      must(
        entries.some(({ action, event }) => action === 'masquerade:step-up' && event === 'refused'),
        'the colleague’s confirmation is not on the record',
      )
      must(await changeAddress(view, accountId, `Apt ${Date.now() % 997}`), 'the masquerade no longer acts')
    },
  },
]
