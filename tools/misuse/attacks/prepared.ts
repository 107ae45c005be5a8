import { type Attack, must, mustEqual } from '../attack.ts'
import { refusalOf } from '../client/web-client.ts'
import { newReference, type Stage } from '../stage.ts'

/** Prepares another second line of the holder's mailing address. Returns the task. */
async function prepare(stage: Stage, line2: string): Promise<number> {
  const agent = await stage.csr('agent')
  const { accountId, webUserId } = stage.who('holder')
  const { taskId } = await agent.api.prepareChange({
    params: { accountId, webUserId },
    body: { command: 'changeMailingAddress', values: { line2 }, note: newReference('prepared') },
  })
  return taskId
}
const fresh = () => `Apt ${Math.floor(Math.random() * 9_000)}`

const withdraw = async (stage: Stage, taskId: number) => {
  const params = { accountId: stage.who('holder').accountId, taskId }
  await (await stage.csr('agent')).api.withdrawPreparedChange({
    params,
    body: { version: 1, reason: 'misuse suite' },
  })
}

const addressOf = async (stage: Stage) => {
  const { accountId } = stage.who('holder')
  return (await (await stage.customer('holder')).api.readAccountInformation({ params: { accountId } }))
    .mailingAddress
}

export const prepared: readonly Attack[] = [
  {
    id: '08-prepared',
    point: 8,
    title: 'only the customer approves a change that a CSR prepared, once, and exactly that one',
    attack:
      'approvals by another customer, a guest, the CSR in a masquerade and at the desk; with another version, with changed values, again, and after a withdrawal',
    expected: 'refused each time and the address as it was; one change by the customer’s own approval',
    async run(stage) {
      const line2 = fresh()
      const before = await addressOf(stage)
      const taskId = await prepare(stage, line2)
      const request = { params: { taskId }, body: { version: 1 } }
      const path = `/api/prepared-changes/${taskId}/approve`
      const holder = await stage.customer('holder')
      try {
        for (const role of ['other', 'guest'] as const) {
          const client = await stage.customer(role)
          mustEqual(await refusalOf(client.api.approvePreparedChange(request)), '404 not-found', role)
          mustEqual(
            await refusalOf(client.api.readOwnPreparedChange({ params: { taskId } })),
            '404 not-found',
            role,
          )
        }
        const desk = await stage.csr('agent')
        const { view } = await stage.acting(desk, stage.who('holder'), 'approves the own change')
        mustEqual(
          await refusalOf(view.api.approvePreparedChange(request)),
          '403 masquerade-never',
          'the CSR who prepared it, in a masquerade',
        )
        must((await desk.request('POST', path, { json: { version: 1 } })).status >= 400, 'the desk approves')
        for (const json of [
          { version: 1, values: { line2: 'Elsewhere' } },
          { version: 1, changes: [] },
          { version: 1, accountId: stage.who('other').accountId },
        ])
          mustEqual(
            (await holder.request('POST', path, { json })).status,
            400,
            `approval of ${JSON.stringify(json)}`,
          )
        for (const version of [2, 99])
          mustEqual(
            await refusalOf(holder.api.approvePreparedChange({ params: { taskId }, body: { version } })),
            '409 version-conflict',
            `an approval of version ${version}`,
          )
        mustEqual(await addressOf(stage), before, 'the address before the customer approved')
        const { madeTaskId } = await holder.api.approvePreparedChange(request)
        mustEqual((await addressOf(stage)).line2, line2, 'the address after the approval')
        const again = await holder.api.approvePreparedChange(request)
        mustEqual(again.madeTaskId, madeTaskId, 'the task of a repeated approval')
      } catch (error) {
        await withdraw(stage, taskId).catch(() => {})
        throw error
      }
      const over = await prepare(stage, fresh())
      await withdraw(stage, over)
      const ofOver = { params: { taskId: over }, body: { version: 1 } }
      must(
        /^409 /.test(await refusalOf(holder.api.approvePreparedChange(ofOver))),
        'a change that was withdrawn can be approved',
      )
      mustEqual((await addressOf(stage)).line2, line2, 'the address at the end')
    },
  },
  {
    id: '08-stale',
    point: 8,
    title: 'an approval does not overwrite what changed since the customer was asked',
    attack:
      'a CSR prepares an address; the customer changes the address; the customer approves the old proposal',
    expected: '409 with the difference; the address stays as the customer wrote it',
    async run(stage) {
      const taskId = await prepare(stage, fresh())
      try {
        const holder = await stage.customer('holder')
        const { accountId } = stage.who('holder')
        const params = { accountId }
        const { mailingAddress } = await holder.api.readAccountInformation({ params })
        const own = { ...mailingAddress, line2: fresh() }
        await holder.api.changeMailingAddress({ params, body: own })
        mustEqual(
          await refusalOf(holder.api.approvePreparedChange({ params: { taskId }, body: { version: 1 } })),
          '409 version-conflict',
          'the approval of the old proposal',
        )
        mustEqual((await addressOf(stage)).line2, own.line2, 'the address that the customer wrote')
      } finally {
        // Where the attack succeeded, it is decided already.
        await withdraw(stage, taskId).catch(() => {})
      }
    },
  },
]
