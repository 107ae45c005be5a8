import { expect, test } from 'vitest'
import { useCisApp } from './cis-app.fixture.ts'
import { watchCis } from './watch-cis.ts'

const cis = useCisApp()
const { toolsWith, deliverAll, finished, one } = cis

/** Returns the to-dos about the CIS as a whole. */
const silences = () =>
  cis.app.owner`SELECT to_do_role, priority, completed_at IS NULL AS is_open, completed_by_csr_id FROM to_dos
    WHERE subject = 'cis-silent' ORDER BY to_do_id`
const watch = () => watchCis.run(toolsWith(cis.server.client))

test('raises one to-do when the CIS answers nothing for half an hour, and settles it when the CIS answers', async () => {
  cis.server.answering = () => 500
  const ids = await finished(3)
  const tryFor = async (minutes: number) => {
    for (let i = 0; i < minutes; i += 6) {
      await cis.app.advanceClock('6 minutes')
      await deliverAll(cis.server.client)
      await watch()
    }
  }
  await tryFor(30)
  expect(await silences()).toHaveLength(0)
  await tryFor(12)
  expect(await silences()).toMatchObject([{ toDoRole: 'operations', priority: 1, isOpen: true }])

  // A to-do that a CSR has closed is not raised again for the same silence.
  const ines = await cis.app.asCsr('ines.ferreira')
  const [seen] = (await ines.api.queryToDos({ body: { role: 'operations' } })).toDos
  if (!seen) throw new Error('nobody sees it')
  const { toDoId, version } = seen
  await ines.api.completeToDo({ params: { toDoId }, body: { note: 'they know', version } })
  await tryFor(12)
  expect(await silences()).toHaveLength(1)

  cis.server.answering = (taskId) => (taskId === ids[0] ? 200 : 500)
  await cis.app.advanceClock('6 minutes')
  await deliverAll(cis.server.client)
  await tryFor(24)
  expect(await silences()).toHaveLength(1)
  await tryFor(18)
  expect(await silences()).toMatchObject([{ isOpen: false }, { isOpen: true }])
  cis.server.answering = () => 200
  await tryFor(6)
  expect(await silences()).toMatchObject([{ isOpen: false }, { isOpen: false, completedByCsrId: null }])
})

test('raises no to-do for an empty outbox or a CIS that was not called', async () => {
  await watch()
  await one()
  await cis.app.advanceClock('2 hours')
  await watch()
  expect((await silences()).filter(({ isOpen }) => isOpen)).toHaveLength(0)
})
