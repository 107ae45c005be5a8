import { api } from '@porchlight/contract/api.ts'
import { changes, type Endpoint } from '@porchlight/contract/endpoint.ts'
import { type Attack, must, mustEqual } from '../attack.ts'
import { reasonOf, refusalOf, type WebClient } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'

const newAddress = {
  line1: '40 Pier Rd',
  line2: '',
  city: 'Port Ellis',
  region: 'CA',
  postalCode: '92102',
  country: 'US',
}

/** Changes an account's mailing address to its present one with another second line. */
export async function changeAddress(client: WebClient, accountId: number, line2: string) {
  const params = { accountId }
  const { mailingAddress } = await client.api.readAccountInformation({ params })
  const body = { ...newAddress, line2, version: mailingAddress.version }
  return client.api.changeMailingAddress({ params, body })
}

/** What a customer's account shows of changes. */
async function standingOf(stage: Stage) {
  const params = { accountId: stage.who('holder').accountId }
  const customer = await stage.customer('holder')
  const [information, preferences, requests, people] = await Promise.all([
    customer.api.readAccountInformation({ params }),
    customer.api.readPreferences({ params }),
    customer.api.listRequests({ params, query: {} }),
    customer.api.listAccountPeople({ params }),
  ])
  // The worker moves earlier requests on meanwhile: their number is what counts.
  return JSON.stringify({ information, preferences, requests: requests.requests.length, people })
}

const portalChanges = (Object.entries(api) as [string, Endpoint][]).filter(
  ([name, endpoint]) =>
    changes(endpoint) && !/^\/api\/(desk|masquerade)/.test(endpoint.path) && name !== 'settleCardPayment',
)

/** Sends every change of the portal's contract, with ids that exist and a body that is empty. */
async function tryEveryChange(stage: Stage, view: WebClient) {
  const { accountId, webUserId } = stage.who('holder')
  const ids: Record<string, string> = {
    accountId: String(accountId),
    guestId: String(stage.who('guest').webUserId),
    taskId: '1',
  }
  const answers: [name: string, endpoint: Endpoint, answer: string][] = []
  for (const [name, endpoint] of portalChanges) {
    const at = endpoint.path.replace(/:(\w+)/g, (_, id: string) => ids[id] ?? String(webUserId))
    const json = plausibleBodies[name] ?? {}
    const response = await view.request(endpoint.method, at, { json })
    answers.push([name, endpoint, `${response.status} ${reasonOf(response)}`])
  }
  return answers
}

const secret = 'another long password'
/** Bodies that nothing is wrong with, so that the decision is what refuses. */
const plausibleBodies: Record<string, object> = {
  changeMailingAddress: { ...newAddress, version: 1 },
  changePreferences: { choices: [], version: 1 },
  linkAccount: { accountNumber: '1000000028', postalCode: '92101' },
  startCardPayment: { amountCents: 100, idempotencyKey: 'misuse suite 1' },
  changePassword: { currentPassword: 'porchlight-demo', newPassword: secret, repeatedPassword: secret },
  signIn: { userName: 'm.alvarez', password: 'porchlight-demo' },
  finishSignIn: { code: '123456' },
  turnOnSecondFactor: { currentPassword: 'porchlight-demo', code: '123456' },
  turnOffSecondFactor: { currentPassword: 'porchlight-demo' },
  renewRecoveryCodes: { currentPassword: 'porchlight-demo' },
  requestPasswordReset: { userName: 'm.alvarez' },
  requestRegistration: { email: 'm.alvarez@example.com', locale: 'en' },
  register: {
    key: 'x'.repeat(43),
    givenName: 'Nora',
    surname: 'Lind',
    locale: 'en',
    newPassword: secret,
    repeatedPassword: secret,
  },
  resetPassword: { key: 'x'.repeat(43), newPassword: secret, repeatedPassword: secret },
  confirmEmail: { key: 'x'.repeat(43) },
  stopNotice: { key: 'x'.repeat(43) },
  takeOffByMail: { key: 'x'.repeat(43) },
}

export const rights: readonly Attack[] = [
  {
    id: '08-subset',
    point: 8,
    title: 'a masquerade may nothing that its customer may not',
    attack:
      'an acting masquerade of a guest who may only look changes the account; it opens an account of somebody else',
    expected: '403 `role-may-not` and `account-not-linked`',
    async run(stage) {
      const { view } = await stage.acting(await stage.csr('agent'), stage.who('guest'), 'guest')
      const { accountId } = stage.who('guest')
      const body = { ...newAddress, version: 1 }
      const change = view.api.changeMailingAddress({ params: { accountId }, body })
      mustEqual(await refusalOf(change), '403 role-may-not', 'a guest’s change')
      const params = { accountId: stage.who('other').accountId }
      mustEqual(
        await refusalOf(view.api.readAccountInformation({ params })),
        '403 account-not-linked',
        'another account',
      )
      const other = view.api.changeMailingAddress({ params, body })
      must((await refusalOf(other)).startsWith('403'), 'an account of somebody else was changed')
    },
  },
  {
    id: '23-api',
    point: 23,
    title: 'what is switched off is refused through the bare API, and again allowed when it is on',
    attack:
      'an entitlement is switched off during a masquerade that acts; the change is posted without the screens',
    expected: '403 `entitlement-off` at once, and the page shows it disabled',
    async run(stage) {
      const { accountId } = stage.who('holder')
      const { view } = await stage.acting(await stage.csr('agent'), stage.who('holder'), 'off')
      const set = (isOn: boolean | null) => stage.setEntitlement('contact.mailing-address', isOn)
      await set(false)
      try {
        mustEqual(await refusalOf(changeAddress(view, accountId, 'off')), '403 entitlement-off', 'the change')
        const { text } = await view.get(`/accounts/${accountId}/information`)
        must(/aria-disabled="true"/.test(text), 'the page offers the change')
      } finally {
        await set(null)
      }
      await changeAddress(view, accountId, `Apt ${Date.now() % 1000}`)
    },
  },
  {
    id: '25-read-only',
    point: 25,
    title: 'a read-only masquerade changes nothing, whatever it posts',
    attack: 'every change of the contract through a read-only view, with bodies that nothing is wrong with',
    expected: '4xx each time, and the account as it was',
    async run(stage) {
      const { view } = await stage.masquerade(await stage.csr('agent'), stage.who('holder'), 'read-only')
      const before = await standingOf(stage)
      for (const [name, { masquerade }, answer] of await tryEveryChange(stage, view)) {
        must(/^4\d\d /.test(answer), `${name} was answered ${answer}`)
        if (name === 'changeMailingAddress')
          mustEqual(answer, '403 masquerade-read-only', `${name} (${masquerade})`)
      }
      mustEqual(await standingOf(stage), before, 'the account')
    },
  },
  {
    id: '03-secrets',
    point: 3,
    title: 'no masquerade sets or sees a secret',
    attack:
      'an acting masquerade changes the password with the right one, signs in and out, reads the codes for support',
    expected:
      '403 `masquerade-never` or 404; the customer’s password still works; no entitlement exists for it',
    async run(stage) {
      const { view } = await stage.acting(await stage.csr('agent'), stage.who('holder'), 'secrets')
      const { userName, password } = stage.who('holder')
      const body = { currentPassword: password, newPassword: secret, repeatedPassword: secret }
      mustEqual(
        await refusalOf(view.api.changePassword({ body })),
        '403 masquerade-never',
        'a change of password',
      )
      mustEqual(await refusalOf(view.api.readSupportCodes()), '403 masquerade-never', 'the codes for support')
      mustEqual(await refusalOf(view.api.signOut()), '403 masquerade-never', 'signing out')
      mustEqual(
        await refusalOf(view.api.signIn({ body: { userName, password } })),
        '404 not-found',
        'signing in',
      )
      mustEqual(
        await refusalOf(view.api.requestPasswordReset({ body: { userName } })),
        '404 not-found',
        'a reset link',
      )
      const page = await view.submit('/password', { current: password, new: secret, repeated: secret })
      must(page.status >= 400, 'the form of the password was accepted')
      await stage.newCustomer('holder')
      const { entitlements } = await (await stage.csr('agent')).api.readDesk()
      const wrong = entitlements.filter(({ entitlement }) =>
        /password|second|recovery|session/.test(entitlement),
      )
      mustEqual(wrong, [], 'entitlements for secrets')
    },
  },
]
