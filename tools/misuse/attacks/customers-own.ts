import { type Attack, must, mustEqual } from '../attack.ts'
import { WebClient } from '../client/web-client.ts'
import { changeAddress } from './rights.ts'

const newestVisit = async (customer: WebClient, masqueradeId: string) =>
  (await customer.api.listAccess()).supportVisits.find((visit) => visit.masqueradeId === masqueradeId)

export const customersOwn: readonly Attack[] = [
  {
    id: '04-own-session',
    point: 4,
    title: 'starts, ends and failures leave the customer’s own sessions and counters as they were',
    attack:
      'six masquerades that start, act, end, are ended by others and fail to arrive, beside a customer’s session',
    expected:
      'the same devices with the same times, the session alive, no failed attempts at the next sign-in',
    async run(stage) {
      const customer = await stage.newCustomer('spare')
      const device = async () =>
        (await customer.api.listAccess()).devices.map(({ startedAt, ipAddress, userAgent, isSignedIn }) => ({
          ...{ startedAt, ipAddress, userAgent, isSignedIn },
        }))
      const seen = async () => {
        const { accountId, webUserId } = stage.who('spare')
        const { webUsers } = await (await stage.csr('agent')).api.readWebUserSummary({
          params: { accountId },
        })
        const webUser = webUsers.find((one) => one.webUserId === webUserId)
        return { lastSeenAt: webUser?.lastSeenAt, version: webUser?.version }
      }
      const before = { devices: await device(), seen: await seen() }
      const desk = await stage.csr('agent')
      for (const how of ['banner', 'desk', 'customer', 'supervisor'] as const) {
        const { view, masqueradeId } = await stage.acting(desk, stage.who('spare'), how)
        await view.get(`/accounts/${stage.who('spare').accountId}/information`)
        const params = { masqueradeId }
        if (how === 'banner') await view.api.leaveMasquerade()
        if (how === 'desk') await desk.api.endOwnMasquerade({ params })
        if (how === 'customer') await customer.api.endSupportVisit({ params })
        if (how === 'supervisor')
          await (await stage.csr('supervisor')).api.endAnyMasquerade({
            params,
            body: { reason: 'misuse suite' },
          })
      }
      const { code } = await stage.start(desk, stage.who('spare'), 'never arrives')
      await stage.arrive(stage.view('a'.repeat(26)), code)
      mustEqual(await device(), before.devices, 'the customer’s devices')
      mustEqual(await seen(), before.seen, 'when the customer was seen last')
      const again = new WebClient(stage.sites.portal)
      const { userName, password } = stage.who('spare')
      const signedIn = await again.api.signIn({ body: { userName, password } })
      mustEqual(signedIn.failedAttempts, null, 'failed attempts that the customer is told of')
    },
  },
  {
    id: '09-listed',
    point: 9,
    title: 'the customer’s page lists support visits as such',
    attack: 'a visit that reads and changes; the customer looks during it and after it',
    expected:
      'listed as a live visit with its purpose, never as a device; afterwards what it read and changed',
    async run(stage) {
      const customer = await stage.customer('holder')
      const devices = (await customer.api.listAccess()).devices.length
      const { view, masqueradeId } = await stage.acting(
        await stage.csr('agent'),
        stage.who('holder'),
        'listed',
      )
      await changeAddress(view, stage.who('holder').accountId, `Apt ${Date.now() % 991}`)
      must((await newestVisit(customer, masqueradeId))?.isLive, 'the live visit is not listed')
      mustEqual((await customer.api.listAccess()).devices.length, devices, 'devices')
      const context = await customer.api.readPortalContext()
      must(
        context.supportVisits.some((visit) => visit.masqueradeId === masqueradeId),
        'the customer’s pages do not show the visit',
      )
      await view.api.leaveMasquerade()
      const visit = await newestVisit(customer, masqueradeId)
      mustEqual(
        [
          visit?.isLive,
          visit?.read.includes('account-information:view'),
          visit?.changed.map(({ taskType }) => taskType),
        ],
        [false, true, ['mailing-address']],
        'what the customer reads of the visit',
      )
      const { text } = await customer.get('/access')
      must(text.includes('upport'), 'the page of devices and access does not say that support was there')
    },
  },
  {
    id: '32-complete',
    point: 32,
    title:
      'an officer who switches notices or entitlements leaves the customer’s list complete, and a line in the record',
    attack:
      'a visit that switches the customer’s mail about visits off, and an officer who switches an entitlement on',
    expected: 'the visit is in the list with what it changed; the officer’s change is in the record by name',
    async run(stage) {
      await stage.setEntitlement('payment.card', true)
      await stage.setEntitlement('payment.card', null)
      const { entries } = await (await stage.csr('supervisor')).api.queryRecord({
        body: { csrId: stage.accounts.csrs.officer.csrId, staffOnly: true },
      })
      mustEqual(
        entries.filter(({ action }) => action === 'entitlements:change').length >= 2,
        true,
        'both changes of the entitlement are on the record',
      )
      const { accountId } = stage.who('spare')
      const { view, masqueradeId } = await stage.acting(
        await stage.csr('agent'),
        stage.who('spare'),
        'notices',
      )
      const params = { accountId }
      const setMail = async (client: WebClient, isOn: boolean) => {
        const { choices, version } = await client.api.readPreferences({ params })
        const support = { email: isOn, text: false }
        await client.api.changePreferences({
          params,
          body: { choices: { ...choices, 'support-visit': support }, version },
        })
      }
      await setMail(await stage.customer('spare'), true)
      await setMail(view, false)
      await view.api.leaveMasquerade()
      const visit = await newestVisit(await stage.customer('spare'), masqueradeId)
      mustEqual(
        visit?.changed.map(({ taskType }) => taskType),
        ['notification-preferences'],
        'what the customer’s list says of the visit that switched its mail off',
      )
    },
  },
]
