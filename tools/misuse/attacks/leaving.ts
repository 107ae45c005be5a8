import { type Attack, must, mustEqual } from '../attack.ts'
import { signInAtDemo, Traveler } from '../client/sign-in.ts'
import { waitFor } from '../client/wait-for.ts'
import { WebClient } from '../client/web-client.ts'
import { streamUntilEnd } from './open-tabs.ts'
import { because, changeCsr } from './revoking.ts'

/** CSRs who leave: switched off at the provider or by hand, and those who sign out. */
export const leaving: readonly Attack[] = [
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
    id: '33-by-hand',
    point: 33,
    title: 'a CSR whose group is taken at the desk is out within a second, on every process',
    attack: 'an officer takes the CSR’s only group while desk and view are open at the other process',
    expected: 'the next request of desk and view at the other process is 401; also after the group is back',
    needs: ['second-process', 'sign-in-again'],
    async run(stage) {
      const desk = await stage.newCsr('trainee')
      const { view } = await stage.masquerade(desk, stage.who('holder'), 'by hand')
      const there = { desk: desk.through(stage.otherProcess), view: view.through(stage.otherProcess) }
      const statuses = async () => [
        (await there.desk.raw('GET', '/api/desk')).status,
        (await there.view.raw('GET', '/api/portal-context')).status,
      ]
      mustEqual(await statuses(), [200, 200], 'desk and view before')
      const undo = await changeCsr(stage, 'trainee', (state) => ({ ...state, groups: [] }))
      try {
        mustEqual(await statuses(), [401, 401], 'desk and view afterwards')
      } finally {
        await undo()
      }
      mustEqual(await statuses(), [401, 401], 'desk and view after the group is back')
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
