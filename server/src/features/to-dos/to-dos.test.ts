import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.owner`INSERT INTO group_to_do_roles (csr_group, to_do_role) VALUES ('supervisors', 'approvals')`
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`TRUNCATE to_dos, alert_steps, alert_findings, record_entries, csr_openings`
})

type Made = {
  role?: string
  priority?: number
  ago?: string
  taskId?: number | null
  assigned?: string | null
}
const add = async (made: Made = {}) => {
  const { role = 'payments', priority = 3, ago = '1 hour', taskId = null, assigned = null } = made
  const [row] =
    await app.owner`INSERT INTO to_dos (to_do_role, subject, priority, account_id, self_service_task_id,
      assigned_csr_id, created_at)
    VALUES (${role}, 'payment-differs', ${priority}, ${town.mariaAccount}, ${taskId}, ${assigned},
      now() - ${ago}::interval) RETURNING to_do_id`
  return row?.toDoId as number
}
const as = async (csrId: string) => (await app.asCsr(csrId)).api
const of = (toDoId: number, version = 1) => ({ params: { toDoId }, body: { version } })
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (refused) => refused.body.reason as string,
  )

test('lists the to-dos of the roles that the CSR’s groups handle, the most urgent first, then the oldest', async () => {
  const urgent = await add({ priority: 1, ago: '1 minute' })
  const old = await add({ priority: 3, ago: '3 days' })
  const young = await add({ priority: 3, ago: '2 days', role: 'customer-records' })
  const approval = await add({ priority: 2, role: 'approvals' })
  const nobodys = await add({ priority: 5, role: 'a-role-of-no-group' })
  await add({ role: 'security-officer', priority: 1 })
  const seen = async (csrId: string) =>
    (await (await as(csrId)).queryToDos({ body: {} })).toDos.map((d) => d.toDoId)
  expect(await seen('amara.okafor')).toEqual([urgent, old, young])
  expect(await seen('ines.ferreira')).toEqual([urgent, approval, old, young, nobodys])
  expect(await seen('tom.becker')).toEqual([young])
  expect(await reasonOf((await as('kenji.sato')).queryToDos({ body: {} }))).toBe('permission-missing')
  const ines = await as('ines.ferreira')
  const { roles } = await ines.queryToDos({ body: {} })
  expect(roles).toEqual(['a-role-of-no-group', 'approvals', 'customer-records', 'payments', 'service-orders'])
  expect(await ines.countToDos()).toEqual({ mine: 0, unassigned: 5 })
  // A list opens nobody: it leaves no line.
  expect(await app.owner`SELECT 1 FROM record_entries WHERE event <> 'refused'`).toHaveLength(0)
})

test('filters by role, assignee, priority, account, task, and open or done', async () => {
  const mine = await add({ assigned: 'amara.okafor', priority: 1 })
  const another = await add({ assigned: 'ines.ferreira' })
  const free = await add({ role: 'customer-records' })
  const amara = await as('amara.okafor')
  const ids = async (body: object) => (await amara.queryToDos({ body })).toDos.map((d) => d.toDoId)
  expect(await ids({ assigned: 'mine' })).toEqual([mine])
  expect(await ids({ assigned: 'nobody' })).toEqual([free])
  expect(await ids({ assigned: 'waiting' })).toEqual([mine, free])
  expect(await ids({ role: 'customer-records' })).toEqual([free])
  expect(await ids({ role: 'approvals' })).toEqual([])
  expect(await ids({ priority: 1 })).toEqual([mine])
  expect(await ids({ accountId: town.otherAccount })).toEqual([])
  expect(await ids({ taskId: 7 })).toEqual([])
  expect((await ids({})).sort()).toEqual([mine, another, free].sort())
  await amara.completeToDo({ params: { toDoId: mine }, body: { version: 1, note: 'Called the bank.' } })
  expect(await ids({ show: 'done' })).toEqual([mine])
  expect(await reasonOf(amara.queryToDos({ body: { priority: 9 } }))).toBe('invalid-field')
})

test('a to-do names its customer; a protected one is masked', async () => {
  await add({ priority: 1 })
  const [row] = await app.owner`INSERT INTO to_dos (to_do_role, subject, priority, account_id, created_at)
    VALUES ('payments', 'payment-differs', 1, ${town.protectedAccount}, now()) RETURNING to_do_id`
  const { toDos } = await (await as('amara.okafor')).queryToDos({ body: { priority: 1 } })
  const nameOf = (accountId: number) => toDos.find((one) => one.accountId === accountId)?.customerName
  expect(nameOf(town.mariaAccount)).toBe('Maria Alvarez')
  expect(nameOf(town.protectedAccount)).toMatch(/•|…|\*/)
  await app.owner`DELETE FROM to_dos WHERE to_do_id = ${row?.toDoId}`
})

test('pages without gaps or duplicates while to-dos are added', async () => {
  await app.owner`INSERT INTO to_dos (to_do_role, subject, priority, account_id, created_at)
    SELECT 'payments', 'payment-differs', 1 + i % 3, ${town.mariaAccount}, now() - interval '1 hour' * (i % 7)
    FROM generate_series(1, 120) i`
  const amara = await as('amara.okafor')
  const all: number[] = []
  let after: number | undefined
  do {
    const page = await amara.queryToDos({ body: { ...(after && { after }) } })
    all.push(...page.toDos.map(({ toDoId }) => toDoId))
    after = page.nextAfter ?? undefined
    await add({ priority: 1, ago: '9 days' })
  } while (after)
  expect(all).toHaveLength(120)
  expect(new Set(all).size).toBe(120)
})

test('increases the version and writes one record row without the note for taking, returning, assigning and completing', async () => {
  const toDoId = await add()
  const amara = await as('amara.okafor')
  const ines = await as('ines.ferreira')
  expect(await amara.takeToDo(of(toDoId, 1))).toEqual({ version: 2 })
  expect(await amara.giveBackToDo(of(toDoId, 2))).toEqual({ version: 3 })
  const { assignees } = await ines.listToDoAssignees({ params: { toDoId } })
  // A trainee works none; a security officer's groups work no payments.
  expect(assignees.map(({ csrId }) => csrId)).toEqual(['amara.okafor', 'ines.ferreira'])
  await ines.assignToDo({ params: { toDoId }, body: { version: 3, csrId: 'amara.okafor' } })
  await amara.completeToDo({ params: { toDoId }, body: { version: 4, note: 'Spoke to Maria; paid twice.' } })
  const { toDos } = await amara.queryToDos({ body: { show: 'done' } })
  expect(toDos).toMatchObject([
    {
      toDoId,
      assignedTo: { csrId: 'amara.okafor', name: 'Amara Okafor' },
      completedBy: 'amara.okafor',
      note: 'Spoke to Maria; paid twice.',
      version: 5,
      may: { 'to-do:work': 'already-done', 'to-do:assign': 'permission-missing' },
    },
  ])
  const lines = await app.owner`SELECT event, action, csr_id, account_id, details FROM record_entries
    WHERE event = 'changed' ORDER BY record_entry_id`
  expect(lines.map(({ csrId, action, details }) => [csrId, action, details.assignedTo ?? null])).toEqual([
    ['amara.okafor', 'to-do:work', 'amara.okafor'],
    ['amara.okafor', 'to-do:work', null],
    ['ines.ferreira', 'to-do:assign', 'amara.okafor'],
    ['amara.okafor', 'to-do:work', null],
  ])
  expect(
    lines.every(({ accountId, details }) => accountId === town.mariaAccount && details.toDoId === toDoId),
  ).toBe(true)
  expect(JSON.stringify(lines)).not.toMatch(/Maria|paid/)
})

test('refuses the second of two concurrent changes with 409 and the difference', async () => {
  const toDoId = await add()
  const [amara, ines] = [await as('amara.okafor'), await as('ines.ferreira')]
  const answers = await Promise.allSettled([amara.takeToDo(of(toDoId)), ines.takeToDo(of(toDoId))])
  const [lost] = answers.filter((outcome) => outcome.status === 'rejected')
  expect(answers.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  const [row] = await app.owner`SELECT assigned_csr_id AS winner FROM to_dos`
  const loser = row?.winner === 'amara.okafor' ? 'ines.ferreira' : 'amara.okafor'
  expect(lost?.reason).toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 2,
      difference: [{ field: 'assignedTo', yours: loser, theirs: row?.winner }],
    },
  })
  const done = await add()
  await ines.completeToDo({ params: { toDoId: done }, body: { version: 1, note: 'Done.' } })
  await expect(
    amara.completeToDo({ params: { toDoId: done }, body: { version: 1, note: 'Done too.' } }),
  ).rejects.toMatchObject({
    body: {
      difference: expect.arrayContaining([{ field: 'completedBy', yours: null, theirs: 'ines.ferreira' }]),
    },
  })
  expect(await reasonOf(amara.takeToDo(of(done, 2)))).toBe('already-done')
})

test('lets only CSRs who may assign take over a to-do, and hides to-dos of other roles', async () => {
  const taken = await add({ assigned: 'ines.ferreira' })
  const approval = await add({ role: 'approvals' })
  const alert = await add({ role: 'security-officer' })
  const amara = await as('amara.okafor')
  const { toDos } = await amara.queryToDos({ body: {} })
  expect(toDos[0]?.may['to-do:work']).toBe('assigned-to-another')
  expect(await reasonOf(amara.takeToDo(of(taken)))).toBe('assigned-to-another')
  expect(
    await reasonOf(amara.completeToDo({ params: { toDoId: taken }, body: { version: 1, note: 'x' } })),
  ).toBe('assigned-to-another')
  for (const toDoId of [approval, alert, 999_999])
    expect(await reasonOf(amara.takeToDo(of(toDoId)))).toBe('not-found')
  const ines = await as('ines.ferreira')
  expect(await reasonOf(ines.takeToDo(of(alert)))).toBe('not-found')
  const theirs = await add({ assigned: 'amara.okafor' })
  expect(await reasonOf(ines.takeToDo(of(theirs)))).toBe('ok')
  const give = (csrId: string) =>
    ines.assignToDo({ params: { toDoId: approval }, body: { version: 1, csrId } })
  await expect(give('amara.okafor')).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'csrId', reason: 'unknown' }] },
  })
  await expect(give('nobody.at-all')).rejects.toMatchObject({ status: 422 })
  expect(await reasonOf((await as('tom.becker')).takeToDo(of(approval)))).toBe('permission-missing')
})

test('shows a to-do with its task and its account, if the CSR may see it', async () => {
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
      email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (43000001, 'autopay-stop', 'error', ${town.mariaAccount}, 'customer', 'm.alvarez', 'm@example.com', '192.0.2.1',
      ${town.maria}, '{}', gen_random_uuid(), now(), now())`
  const toDoId = await add({ taskId: 43000001 })
  await add({ taskId: 43000001, role: 'approvals' })
  const amara = await as('amara.okafor')
  const task = await amara.readTask({ params: { taskId: 43000001 } })
  expect(task.toDos).toMatchObject([
    { toDoId, taskType: 'autopay-stop', taskState: 'error', subject: 'payment-differs' },
  ])
  const { toDos } = await amara.readAccount({ params: { accountId: town.mariaAccount } })
  expect(toDos.map((toDo) => toDo.toDoId)).toEqual([toDoId])
  await amara.completeToDo({ params: { toDoId }, body: { version: 1, note: 'Stopped by hand.' } })
  expect((await amara.readAccount({ params: { accountId: town.mariaAccount } })).toDos).toEqual([])
  expect((await amara.readTask({ params: { taskId: 43000001 } })).toDos).toMatchObject([
    { completedBy: 'amara.okafor' },
  ])
})
