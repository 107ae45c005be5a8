import { type Attack, must, mustEqual } from '../attack.ts'
import { signInAtDemo, Traveler } from '../client/sign-in.ts'
import { WebClient } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'
import { waitFor } from './customers-own.ts'
import { streamUntilEnd } from './open-tabs.ts'

const because = 'misuse suite'

type Masquerade = Awaited<ReturnType<Stage['masquerade']>>
/** A way to take a masquerade away through the product's own desk and portal, and the way back. */
type Revoke = {
  how: string
  end(stage: Stage, masquerade: Masquerade): Promise<(() => Promise<unknown>) | undefined>
}

/** Changes a CSR as an officer does, and returns the way back. */
async function changeCsr(stage: Stage, role: 'agent' | 'trainee', change: (state: State) => State) {
  const officer = await stage.csr('officer')
  const params = { memberId: stage.accounts.csrs[role].csrId }
  const read = async () => {
    const { isActive, groups, version } = await officer.api.readCsr({ params })
    const given = groups.filter(({ source, isNow }) => source === 'hand' && isNow)
    const state = {
      isActive,
      groups: given.map(({ csrGroup, fromDay, toDay }) => ({ csrGroup, from: fromDay, to: toDay })),
    }
    return { version, state }
  }
  const before = await read()
  const set = async (state: State) => {
    const { version } = await read()
    await officer.api.changeCsr({ params, body: { state, restores: null, version, reason: because } })
  }
  await set(change(before.state))
  return () => set(before.state)
}
type State = { isActive: boolean; groups: { csrGroup: string; from: string | null; to: string | null }[] }

const revokes: Revoke[] = [
  {
    how: 'the officer switches the CSR off',
    end: (stage) => changeCsr(stage, 'agent', (state) => ({ ...state, isActive: false })),
  },
  {
    how: 'the officer takes the CSR’s group',
    end: (stage) => changeCsr(stage, 'agent', (state) => ({ ...state, groups: [] })),
  },
  {
    how: 'the utility switches masquerades off',
    end: async (stage) => {
      let restore: () => void = () => {}
      const switched = new Promise<void>((resolve, reject) => {
        const until = new Promise<void>((done) => {
          restore = done
        })
        stage
          .withSetting('masquerade.enabled', false, async () => {
            resolve()
            await until
          })
          .then(() => finished?.(), reject)
      })
      let finished: (() => void) | undefined
      await switched
      return () =>
        new Promise<void>((done) => {
          finished = done
          restore()
        })
    },
  },
  {
    how: 'a CSR deactivates the web user',
    end: async (stage, { desk }) => {
      const { accountId, webUserId } = stage.who('spare')
      const params = { accountId, webUserId }
      const versionNow = async () => {
        const { webUsers } = await supervisorOf(stage).then((one) =>
          one.api.readWebUserSummary({ params: { accountId } }),
        )
        return webUsers.find((one) => one.webUserId === webUserId)?.version ?? 0
      }
      void desk
      const supervisor = await stage.csr('supervisor')
      await supervisor.api.deactivateWebUser({
        params,
        body: { version: await versionNow(), reason: because },
      })
      return async () =>
        supervisor.api.reactivateWebUser({ params, body: { version: await versionNow(), reason: because } })
    },
  },
  {
    how: 'a supervisor ends it',
    end: async (stage, { masqueradeId }) => {
      const supervisor = await stage.csr('supervisor')
      await supervisor.api.endAnyMasquerade({ params: { masqueradeId }, body: { reason: because } })
      return undefined
    },
  },
  {
    how: 'a supervisor ends all of the CSR',
    end: async (stage) => {
      const supervisor = await stage.csr('supervisor')
      await supervisor.api.endMasquerades({
        body: { csrId: stage.accounts.csrs.agent.csrId, reason: because },
      })
      return undefined
    },
  },
  {
    how: 'the customer ends the visit',
    end: async (stage, { masqueradeId }) => {
      // A new session: the web user was switched off before, which ended the kept one.
      await (await stage.newCustomer('spare')).api.endSupportVisit({ params: { masqueradeId } })
      return undefined
    },
  },
  {
    how: 'the CSR signs out of the desk',
    end: async (_, { desk }) => {
      await desk.api.endDeskSession()
      return undefined
    },
  },
]
const supervisorOf = (stage: Stage) => stage.csr('supervisor')

export const revoking: readonly Attack[] = [
  {
    id: '10-revoked',
    point: 10,
    title: 'the next request after each revoke is refused, on every process, and stays refused',
    attack: 'eight ways to revoke through the product; each asks the other process at once, by page and API',
    expected: '401 at both processes at the first request after the revoke, also after the cause is undone',
    needs: ['second-process', 'sign-in-again'],
    async run(stage) {
      // What ends desk sessions and web users ends the kept sessions too.
      stage.forget('agent', 'spare')
      for (const { how, end } of revokes) {
        const desk = await stage.newCsr('agent')
        const masquerade = await stage.acting(desk, stage.who('spare'), 'revoke')
        const there = masquerade.view.through(stage.otherProcess)
        mustEqual(
          (await there.raw('GET', '/api/portal-context')).status,
          200,
          `the other process before ${how}`,
        )
        const kept = [...masquerade.view.cookies]
        const undo = await end(stage, masquerade)
        try {
          mustEqual(
            (await there.raw('GET', '/api/portal-context')).status,
            401,
            `the other process after ${how}`,
          )
          for (const cookie of kept) masquerade.view.cookies.set(...cookie)
          const page = await masquerade.view.raw(
            'GET',
            `/accounts/${stage.who('spare').accountId}/information`,
          )
          mustEqual(page.status, 401, `the first process after ${how}`)
        } finally {
          await undo?.()
        }
        mustEqual(
          (await there.raw('GET', '/api/portal-context')).status,
          401,
          `the other process after ${how} was undone`,
        )
      }
    },
  },
  {
    id: '33-provider',
    point: 33,
    title: 'a CSR who is switched off at the provider is out within a second, on every process',
    attack: 'a SCIM client switches the CSR off while desk and view are open at the other process',
    expected: 'the next request of desk and view at the other process is 401; the stream ends',
    needs: ['second-process', 'sign-in-again'],
    async run(stage) {
      const officer = await stage.csr('officer')
      const { csrId } = stage.accounts.csrs.trainee
      const { token, tokenId } = await officer.api.makeProvisioningToken({
        body: { clientId: 'misuse-suite', days: 1 },
      })
      const scim = async (method: string, path: string, json?: object) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
        const body = json && JSON.stringify(json)
        return new WebClient(stage.sites.desk).raw(method, `/scim/v2${path}`, {
          headers,
          ...(body && { body }),
        })
      }
      const switchTo = async (id: string, active: boolean) => {
        const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
        const { status } = await scim('PATCH', `/Users/${id}`, {
          schemas,
          Operations: [{ op: 'replace', path: 'active', value: active }],
        })
        must(status < 300, `SCIM answered ${status}`)
      }
      const desk = await stage.newCsr('trainee')
      const { view } = await stage.masquerade(desk, stage.who('holder'), 'provider')
      const made = await scim('POST', '/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        ...{
          userName: csrId,
          externalId: csrId,
          active: true,
          emails: [{ value: `${csrId}@harbor-light.example` }],
        },
      })
      must(made.status < 300, `SCIM answered ${made.status}: ${made.text.slice(0, 200)}`)
      const { id } = JSON.parse(made.text) as { id: string }
      const thereDesk = desk.through(stage.otherProcess)
      const thereView = view.through(stage.otherProcess)
      try {
        mustEqual((await thereDesk.raw('GET', '/api/desk')).status, 200, 'the desk before')
        mustEqual((await thereView.raw('GET', '/api/portal-context')).status, 200, 'the view before')
        const following = streamUntilEnd(thereView, '/api/masquerade/live', 20_000)
        await switchTo(id, false)
        mustEqual((await thereDesk.raw('GET', '/api/desk')).status, 401, 'the desk afterwards')
        mustEqual((await thereView.raw('GET', '/api/portal-context')).status, 401, 'the view afterwards')
        must((await following)?.text.includes('event: ended'), 'the stream of the view goes on')
      } finally {
        await switchTo(id, true)
        await officer.api.endProvisioningToken({ params: { tokenId }, body: { reason: because } })
      }
      mustEqual((await scim('GET', '/Users')).status, 401, 'the ended token of the SCIM client')
      mustEqual(
        (await thereView.raw('GET', '/api/portal-context')).status,
        401,
        'the view after the CSR is back',
      )
    },
  },
  {
    id: '34-signed-out',
    point: 34,
    title:
      'signing out is signing out: neither the desk nor the provider signs the person in again by itself',
    attack:
      'after a sign-out the desk is opened again with all cookies of desk and provider, and the kept cookie is sent',
    expected: 'the provider asks for the password; the kept cookie is 401; no session without doing',
    needs: ['sign-in-again'],
    async run(stage) {
      const { csrId, password = '' } = stage.accounts.csrs.agent
      const traveler = new Traveler()
      const desk = traveler.at(stage.sites.desk)
      await signInAtDemo(traveler, stage.sites.desk, csrId, password)
      const kept = desk.credential ?? ''
      const { view } = await stage.masquerade(desk, stage.who('holder'), 'sign-out')
      // Without going on to the provider's own sign-out: its session is still there.
      await desk.api.endDeskSession()
      for (const path of ['/', '/accounts/1', '/sign-in', '/sign-in?next=/tasks', '/sign-in?again=1']) {
        const page = await traveler.go('GET', stage.sites.desk + path)
        must(!page.text.includes('"formToken"'), `${path} signed ${csrId} in again`)
        mustEqual((await desk.raw('GET', '/api/desk')).status, 401, `the desk after ${path}`)
      }
      mustEqual((await view.get('/api/portal-context')).status, 401, 'the masquerade of the session')
      const thief = new WebClient(stage.sites.desk)
      thief.cookies.set('__Host-porchlight-desk', kept)
      mustEqual((await thief.get('/api/desk')).status, 401, 'the kept cookie')
      const page = await traveler.go('GET', `${stage.sites.desk}/sign-in?again=1`)
      must(page.text.includes('name="password"'), 'the provider does not ask who it is')
      await waitFor(
        async () => (await new WebClient(stage.sites.desk).get('/api/desk')).status === 401,
        'a stranger is refused',
      )
    },
  },
]
