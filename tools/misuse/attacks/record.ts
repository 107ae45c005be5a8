import { type Attack, must, mustEqual } from '../attack.ts'
import { waitFor } from '../client/wait-for.ts'
import { refusalOf } from '../client/web-client.ts'
import { isSeen } from './on-screen.ts'
import { changeAddress } from './rights.ts'
import { arriveInBrowser, holdDesk } from './side-by-side.ts'

export const record: readonly Attack[] = [
  {
    id: '07-complete',
    point: 7,
    title:
      'start, pages, acts, refusals and the end with its cause are on the record, with who, whom and from where',
    attack:
      'a masquerade that arrives, reads, acts, is refused and ends; the lists of its CSR and its customer are read',
    expected: 'each step once in all three lists, with CSR, web user, account, masquerade and address',
    async run(stage) {
      const { accountId, webUserId, personId } = stage.who('holder')
      const { csrId } = stage.accounts.csrs.agent
      const { view, masqueradeId } = await stage.acting(
        await stage.csr('agent'),
        stage.who('holder'),
        'record',
      )
      await view.get(`/accounts/${accountId}/bills`)
      await changeAddress(view, accountId, `Apt ${Date.now() % 977}`)
      const other = stage.who('other').accountId
      await refusalOf(view.api.readAccountInformation({ params: { accountId: other } }))
      await view.api.leaveMasquerade()
      const supervisor = await stage.csr('supervisor')
      const wanted = [
        'started masquerade:start',
        'arrived masquerade:arrive',
        'changed masquerade:act',
        'read bill:view',
        'changed mailing-address:change',
        'refused account-information:view',
        'ended masquerade:leave',
      ]
      const [own, ofCsr, ofCustomer] = await Promise.all([
        supervisor.api.queryRecord({ body: { masqueradeId, staffOnly: false } }),
        supervisor.api.queryCsrRecord({ body: { csrId, place: 'masquerade' } }),
        supervisor.api.queryCustomerRecord({ body: { personId, place: 'masquerade' } }),
      ])
      for (const [list, { entries }] of Object.entries({ own, ofCsr, ofCustomer })) {
        const mine = entries.filter((entry) => entry.masqueradeId === masqueradeId)
        const steps = mine.map(({ event, action }) => `${event} ${action}`)
        for (const step of wanted)
          must(
            steps.some((one) => one === step || (step.startsWith('ended') && one.startsWith('ended'))),
            `the list ${list} lacks "${step}"; it has ${steps.join(', ')}`,
          )
        for (const entry of mine) {
          must(
            entry.csrId === csrId && entry.ipAddress,
            `a line of ${list} lacks its CSR or address: ${JSON.stringify(entry)}`,
          )
          must(
            entry.webUserId === webUserId,
            `a line of ${list} lacks its web user: ${JSON.stringify(entry)}`,
          )
        }
        const end = mine.find(({ event }) => event === 'ended')
        mustEqual(end?.reason, 'banner', `the cause of the end in ${list}`)
        const act = mine.find(({ action }) => action === 'mailing-address:change')
        must(act?.taskId && act.accountId === accountId, `the act in ${list} lacks its task or account`)
      }
      const detail = await supervisor.api.readMasquerade({ params: { masqueradeId } })
      mustEqual(
        [detail.csrId, detail.endCause, detail.accountId],
        [csrId, 'banner', accountId],
        'the masquerade in full',
      )
    },
  },
  {
    id: '07-unseen',
    point: 7,
    title: 'reading the record is on the record, and no CSR changes it',
    attack: 'a supervisor reads a list; a call center CSR reads it; both try to write to it',
    expected: 'the reading is a line; the CSR is refused with a line; no endpoint writes',
    async run(stage) {
      const supervisor = await stage.csr('supervisor')
      const { personId } = stage.who('holder')
      await supervisor.api.queryCustomerRecord({ body: { personId } })
      const { entries } = await supervisor.api.queryRecord({
        body: { csrId: stage.accounts.csrs.supervisor.csrId, staffOnly: true },
      })
      must(
        entries.some(({ action, event }) => action === 'record:view' && event === 'read'),
        'reading the record left no line',
      )
      const agent = await stage.csr('agent')
      const read = refusalOf(agent.api.queryCustomerRecord({ body: { personId } }))
      mustEqual(await read, '403 permission-missing', 'a CSR who may not read the record')
      for (const method of ['PUT', 'DELETE', 'PATCH'])
        for (const path of [
          '/api/desk/record/query',
          '/api/desk/record',
          `/api/desk/record/${entries[0]?.recordEntryId}`,
        ])
          must(
            (await supervisor.request(method, path, { json: {} })).status >= 400,
            `${method} ${path} is answered`,
          )
    },
  },
  {
    id: '24-addresses',
    point: 24,
    title: 'no personal data in addresses, in what leaves for other sites, or in the log',
    attack:
      'a support call in a browser: search by name, account, view, pages; every address it asked for, and the log, is read',
    expected:
      'no name, user name, e-mail or street in an address or in the log; nothing asked of another site',
    needs: ['browser', 'process-output'],
    async run(stage) {
      const desk = await stage.csr('agent')
      const { userName, accountId } = stage.who('holder')
      const summary = await desk.api.readWebUserSummary({ params: { accountId } })
      const name = summary.webUsers.find((one) => one.userName === userName)?.personName ?? ''
      const surname = name.split(' ').at(-1) ?? ''
      const context = await (await stage.browser()).newContext()
      const addresses: string[] = []
      context.on('request', (request) =>
        addresses.push(`${request.url()} from ${request.headers().referer ?? ''}`),
      )
      try {
        await holdDesk(context, desk)
        const page = await context.newPage()
        await page.goto(stage.sites.desk)
        await page.getByRole('search').locator('input').fill(name)
        await page.getByText(name).first().waitFor()
        await page.goto(`${stage.sites.desk}/accounts/${accountId}`)
        await page.getByText(userName).first().waitFor()
        const view = await arriveInBrowser(stage, context, desk, stage.who('holder'), 'addresses')
        for (const at of ['information', 'bills', 'usage'])
          await view.page.goto(`${view.origin}/accounts/${accountId}/${at}`)
      } finally {
        await context.close()
      }
      const personal = new RegExp(`${surname}|${userName.replace('.', '\\.')}|%40|@`, 'i')
      must(surname.length > 3, `the customer’s name is ${name}`)
      mustEqual(
        addresses.filter((url) => personal.test(decodeURIComponent(url))),
        [],
        'addresses with personal data',
      )
      const own = Object.values(stage.sites).map((origin) =>
        new URL(origin.replace('*', 'x')).host.replace(/^x\./, ''),
      )
      const elsewhere = addresses.filter(
        (url) => !own.some((host) => new URL(url.split(' ')[0] ?? '').host.endsWith(host)),
      )
      mustEqual(
        elsewhere.filter((url) => !/^(data|blob):/.test(url)),
        [],
        'addresses of other sites',
      )
      const log =
        stage.deployment.own
          ?.output()
          .split('\n')
          .filter((line) => line.startsWith('{')) ?? []
      must(log.length > 0, 'the access log is empty')
      mustEqual(
        log.filter((line) => personal.test(line)).slice(0, 3),
        [],
        'lines of the log with personal data',
      )
    },
  },
  {
    id: '26-scripts',
    point: 26,
    title: 'a script in every field that a customer can write reaches neither the desk nor another view',
    attack:
      'scripts as address, in a mail preference’s form, and as a masquerade’s reference; desk, tasks and view open them in a browser',
    expected: 'they are text; no script runs, no element is made, no policy has to step in',
    needs: ['browser'],
    async run(stage) {
      const { accountId } = stage.who('spare')
      const script = `"><img src=x onerror="window.ran=1"><script>window.ran=1</script>`
      const customer = await stage.customer('spare')
      const params = { accountId }
      const { mailingAddress } = await customer.api.readAccountInformation({ params })
      const { version } = mailingAddress
      const body = {
        line1: script,
        line2: 'javascript:window.ran=1',
        city: script,
        region: 'CA',
        postalCode: '92102',
        country: 'US',
      }
      const { taskId } = await customer.api.changeMailingAddress({ params, body: { ...body, version } })
      const desk = await stage.csr('supervisor')
      const context = await (await stage.browser()).newContext()
      try {
        await context.addInitScript(() => {
          const violations: string[] = []
          Reflect.set(window, 'violations', violations)
          document.addEventListener('securitypolicyviolation', (event) =>
            violations.push(event.violatedDirective),
          )
        })
        await holdDesk(context, desk)
        const page = await context.newPage()
        const view = await arriveInBrowser(stage, context, desk, stage.who('spare'), script.slice(0, 40))
        const visits = [
          [page, `${stage.sites.desk}/accounts/${accountId}`],
          [page, `${stage.sites.desk}/tasks/${taskId}`],
          [page, `${stage.sites.desk}/masquerades/${view.masqueradeId}`],
          [view.page, `${view.origin}/accounts/${accountId}/information`],
        ] as const
        for (const [tab, url] of visits) {
          await tab.goto(url)
          must(
            await isSeen(tab.getByText(script.slice(0, 30)).first()),
            `${new URL(url).pathname} does not show the text as it was written`,
          )
          const effects = await tab.evaluate(() => [
            Reflect.get(window, 'ran') ?? null,
            Reflect.get(window, 'violations'),
            document.querySelectorAll('img[onerror], [href^="javascript:" i]').length,
          ])
          mustEqual(effects, [null, [], 0], `what ${new URL(url).pathname} ran, refused and made`)
        }
      } finally {
        await context.close()
        await waitFor(async () => changeAddress(customer, accountId, 'Apt 1'), 'the address as it was')
      }
    },
  },
]
