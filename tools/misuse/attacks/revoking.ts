import { type Attack, mustEqual } from '../attack.ts'
import type { Stage } from '../stage.ts'

export const because = 'misuse suite'

type Masquerade = Awaited<ReturnType<Stage['masquerade']>>
/** A way to take a masquerade away through the product's own desk and portal, and the way back. */
type Revoke = {
  how: string
  end(stage: Stage, masquerade: Masquerade): Promise<(() => Promise<unknown>) | undefined>
}

/** Changes a CSR as an officer does, and returns the way back. */
export async function changeCsr(stage: Stage, role: 'agent' | 'trainee', change: (state: State) => State) {
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
]
