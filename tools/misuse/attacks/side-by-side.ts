import type { BrowserContext, Page } from '@playwright/test'
import { type Attack, must, mustEqual } from '../attack.ts'
import { refusalOf, WebClient } from '../client/web-client.ts'
import type { Stage, Target } from '../stage.ts'

/** Gives a browser the desk session of a client. */
export async function holdDesk(context: BrowserContext, desk: WebClient): Promise<void> {
  const [name = '', value = ''] =
    [...desk.cookies].find(([cookie]) => cookie.includes('porchlight-desk')) ?? []
  const url = desk.origin.replace('http:', 'https:')
  // Chromium takes a Secure cookie for an https address and sends it to localhost over http too.
  await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: 'Lax' }])
}

/** Arrives in a browser as the desk does: a form of the desk's page posts the code to the view origin, in a tab of its own. */
export async function arriveInBrowser(
  stage: Stage,
  context: BrowserContext,
  desk: WebClient,
  target: Target,
  what: string,
) {
  const page = await context.newPage()
  await page.goto(`${stage.sites.desk}/tasks`)
  const started = await stage.start(desk, target, what)
  await Promise.all([
    page.waitForURL(
      (url) => url.origin === stage.viewOrigin(started.masqueradeId) && url.pathname !== '/arrive',
    ),
    page.evaluate(
      ([action = '', code = '']) => {
        const form = document.createElement('form')
        Object.assign(form, { method: 'post', action })
        const field = document.createElement('input')
        Object.assign(field, { name: 'code', value: code })
        form.append(field)
        document.body.append(form)
        form.submit()
      },
      [started.arrivalUrl, started.code],
    ),
  ])
  return { ...started, page, origin: stage.viewOrigin(started.masqueradeId) }
}

const bannerOf = (page: Page) => page.getByRole('region', { name: 'Masquerade' }).innerText()

export const sideBySide: readonly Attack[] = [
  {
    id: '06-mixed',
    point: 6,
    title: 'no response mixes two customers, nor a CSR and a customer; a failure falls back to nobody',
    attack:
      'three masquerades at once, each other’s accounts and cookies, requests in parallel, one that fails',
    expected: 'each names its own customer; another’s account is 403, another’s cookie 401, without a name',
    async run(stage) {
      const desk = await stage.csr('agent')
      const roles = ['holder', 'other', 'guest'] as const
      const open = await Promise.all(roles.map((role) => stage.masquerade(desk, stage.who(role), 'mixed')))
      const order = Array.from({ length: 12 }, (_, nth) => nth % 3)
      const names = await Promise.all(
        order.map(async (nth) => (await open[nth]?.view.api.readPortalContext())?.userName),
      )
      mustEqual(
        names,
        order.map((nth) => stage.who(roles[nth] ?? 'holder').userName),
        'whom the views name',
      )
      const [holder, other] = open
      const params = { accountId: stage.who('other').accountId }
      mustEqual(
        await refusalOf(holder?.view.api.listBills({ params, query: {} }) ?? Promise.resolve()),
        '403 account-not-linked',
        'another’s bills',
      )
      const page = await holder?.view.get(`/accounts/${params.accountId}/information`)
      must(!page?.text.includes(stage.who('other').userName), 'the refusal names the other customer')
      const thief = new WebClient(holder?.view.origin ?? '')
      for (const cookie of other?.view.cookies ?? []) thief.cookies.set(...cookie)
      const response = await thief.get('/api/portal-context')
      mustEqual(response.status, 401, 'another masquerade’s cookie')
      const stranger = new WebClient(stage.sites.portal)
      stranger.cookies.set('__Host-porchlight-portal', holder?.view.credential ?? '')
      mustEqual((await stranger.get('/api/portal-context')).status, 401, 'the view’s cookie at the portal')
    },
  },
  {
    id: '06-tabs',
    point: 6,
    title: 'the desk and three masquerades work side by side in one browser',
    attack: 'three customers in three tabs of a browser, the desk in a fourth; one masquerade ends',
    expected:
      'each tab names its own customer in banner and title; the end of one leaves the others and the desk',
    needs: ['browser'],
    async run(stage) {
      const desk = await stage.csr('agent')
      const context = await (await stage.browser()).newContext()
      try {
        await holdDesk(context, desk)
        const roles = ['holder', 'other', 'spare'] as const
        const tabs = []
        for (const role of roles)
          tabs.push(await arriveInBrowser(stage, context, desk, stage.who(role), 'tabs'))
        const banners = await Promise.all(tabs.map(({ page }) => bannerOf(page)))
        mustEqual(new Set(banners).size, 3, 'different banners')
        for (const [nth, { page, origin }] of tabs.entries()) {
          const { accountId } = stage.who(roles[nth] ?? 'holder')
          await page.goto(`${origin}/accounts/${accountId}/information`)
          must(/^Masquerade: /.test(await page.title()), 'a page of a masquerade has no mark in its title')
          mustEqual(
            await page.evaluate(() => [document.cookie.includes('porchlight'), localStorage.length]),
            [false, 0],
            'what scripts see',
          )
        }
        await tabs[0]?.page.getByRole('button', { name: /End/ }).click()
        await tabs[0]?.page.waitForURL((url) => url.origin === stage.sites.desk)
        for (const { page } of tabs.slice(1)) {
          await page.reload()
          must(
            (await bannerOf(page)).includes(stage.accounts.csrs.agent.csrId),
            'the end of one ended another',
          )
        }
        const deskTab = await context.newPage()
        await deskTab.goto(`${stage.sites.desk}/tasks`)
        mustEqual(new URL(deskTab.url()).pathname, '/tasks', 'the desk after an end')
      } finally {
        await context.close()
      }
    },
  },
  {
    id: '21-no-store',
    point: 21,
    title: 'no response to a masquerade is kept by a cache',
    attack: 'every page and file that a view serves, also errors; their cache headers',
    expected: '`no-store` for all but the built files, which hold nothing of a customer',
    async run(stage) {
      const { view } = await stage.masquerade(await stage.csr('agent'), stage.who('holder'), 'cache')
      const { accountId } = stage.who('holder')
      const pages = [
        'overview',
        'bills',
        'usage',
        'information',
        'preferences',
        'people',
        'requests',
        'mailing-address',
        'pay',
      ]
      const paths = [
        ...pages.map((page) => `/accounts/${accountId}/${page}`),
        ...[
          '/',
          '/access',
          '/nowhere',
          '/api/portal-context',
          '/api/nowhere',
          `/api/accounts/${accountId}/bills`,
        ],
        `/accounts/${stage.who('other').accountId}/bills`,
      ]
      for (const path of paths) {
        const { headers, status } = await view.get(path)
        must(
          headers['cache-control']?.includes('no-store'),
          `${path} (${status}) may be kept: ${headers['cache-control']}`,
        )
      }
    },
  },
  {
    id: '21-form-state',
    point: 21,
    title: 'no draft or form state crosses grants',
    attack:
      'a form of one masquerade is refused and kept; another masquerade of the same customer and another customer ask for it',
    expected: 'neither shows what was typed; its token is refused at the other',
    async run(stage) {
      const desk = await stage.csr('agent')
      const { accountId } = stage.who('holder')
      const one = await stage.acting(desk, stage.who('holder'), 'form')
      const two = await stage.acting(desk, stage.who('holder'), 'form')
      const secret = `typed-${Date.now().toString(36)}`
      const path = `/accounts/${accountId}/mailing-address`
      const refused = await one.view.submit(path, {
        line1: secret,
        line2: '',
        city: '',
        postalCode: '?',
        country: 'US',
        version: '1',
      })
      must(refused.status >= 400 && refused.text.includes(secret), 'a refused form is not shown again')
      const kept = refused.headers.location ?? path
      for (const at of [path, kept, '/'])
        must(
          !(await two.view.get(at)).text.includes(secret),
          `another masquerade reads at ${at} what was typed in the first`,
        )
      const token = await one.view.formToken()
      const crossed = await two.view.raw('POST', '/masquerade/act', {
        form: { _token: token },
        headers: { origin: two.view.origin },
      })
      mustEqual(crossed.status, 403, 'the form token of one masquerade at another')
      const ended = await two.view.raw('GET', `/?ended=${one.masqueradeId}.x`)
      must(!ended.text.includes(secret), 'the end page of another masquerade reads what was typed')
    },
  },
]
