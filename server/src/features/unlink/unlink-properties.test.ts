import type { UnlinkPreview } from '@porchlight/contract/unlink.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

const seed = Number(process.env.PORCHLIGHT_SEED ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''))
const isFull = process.env.PORCHLIGHT_MATRIX === 'full'

let app: TestApp
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

/** Whom an unlink may touch and whom it may not: whole rows, by their keys. */
const tables = {
  persons: 'person_id',
  person_names: 'person_name_id',
  accounts: 'account_id',
  account_persons: "account_id || ' ' || person_id",
  web_users: 'web_user_id',
  web_user_accounts: "web_user_id || ' ' || account_id",
  web_user_credentials: 'web_user_id',
  customer_sessions: 'customer_session_id',
  notification_preferences: "web_user_id || ' ' || account_id",
  masquerades: 'masquerade_id',
  self_service_tasks: 'self_service_task_id',
  self_service_task_log: "self_service_task_id || ' ' || position",
  customer_contacts: 'customer_contact_id',
  outgoing_messages: 'outgoing_message_id',
  to_dos: 'to_do_id',
} as const
type Table = keyof typeof tables
type Snapshot = Record<Table, Map<string, Record<string, unknown>>>

async function snapshot(): Promise<Snapshot> {
  const names = Object.keys(tables) as Table[]
  const read = async (name: Table) => {
    const rows = await app.owner.unsafe(
      `SELECT (${tables[name]})::text AS key, to_jsonb(t)::text AS row FROM ${name} t`,
    )
    return [name, new Map(rows.map(({ key, row }) => [key as string, JSON.parse(row as string)]))] as const
  }
  const all: (readonly [Table, Snapshot[Table]])[] = []
  for (const name of names) all.push(await read(name))
  return Object.fromEntries(all) as Snapshot
}

type Graph = {
  /** For each account its main customer, and who else is on it: person, relationship. */
  accounts: {
    main: number
    others: { person: number; type: string; isResponsible: boolean; isGuarantor: boolean }[]
  }[]
  /** The person of each web user. */
  webUsers: { person: number; isActive: boolean }[]
  links: { webUser: number; account: number; role: string; isActive: boolean }[]
  tasks: { link: number; state: string }[]
}

const [most, people, types] = [3, 4, ['self-service', 'self-service', 'spouse', 'third-party'] as const]
const states = ['draft', 'pending', 'scheduled', 'processing', 'error', 'completed', 'discarded']
const person = fc.nat(people - 1)
const graphs: fc.Arbitrary<Graph> = fc.record({
  accounts: fc.array(
    fc.record({
      main: person,
      others: fc.uniqueArray(
        fc.record({
          person,
          type: fc.constantFrom(...types),
          isResponsible: fc.boolean(),
          isGuarantor: fc.boolean(),
        }),
        { maxLength: 3, selector: (row) => row.person },
      ),
    }),
    { minLength: 1, maxLength: most },
  ),
  webUsers: fc.array(fc.record({ person, isActive: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  links: fc.array(
    fc.record({
      webUser: fc.nat(3),
      account: fc.nat(most - 1),
      role: fc.constantFrom('account-holder', 'co-holder', 'manager', 'viewer'),
      isActive: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  tasks: fc.array(fc.record({ link: fc.nat(5), state: fc.constantFrom(...states) }), { maxLength: 6 }),
})
const steps = fc.array(
  fc.record({ pick: fc.nat(), ticks: fc.boolean(), discards: fc.nat(63), undoes: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
)

let town = 0
/** Puts a graph into the database under ids of its own; every link has its account-person row, as every door sees to. */
async function build({
  accounts,
  webUsers,
  links,
  tasks,
}: Graph): Promise<{ accountId: number; webUserId: number }[]> {
  town += 1
  const ids = {
    person: 700_000 + town * 10,
    account: 3_000_000_000 + town * 10,
    webUser: 600_000 + town * 10,
  }
  const { owner } = app
  for (let i = 0; i < people; i++) {
    await owner`INSERT INTO persons (person_id, kind) VALUES (${ids.person + i}, 'human')`
    await owner`INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES (${ids.person + i}, 'primary', 'P', ${`N${i}`})`
  }
  for (const [i, { main, others }] of accounts.entries()) {
    const accountId = ids.account + i
    await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on) VALUES (${accountId}, 'residential', 'Harbor', 'active', '2020-01-01')`
    await owner`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
      VALUES (${accountId}, ${ids.person + main}, true, true, 'main')`
    for (const row of others)
      await owner`INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible, is_third_party_guarantor)
        VALUES (${accountId}, ${ids.person + row.person}, ${row.type}, ${row.isResponsible}, ${row.isGuarantor}) ON CONFLICT DO NOTHING`
  }
  for (const [i, { person: of, isActive }] of webUsers.entries())
    await owner`INSERT INTO web_users (web_user_id, user_name, email, person_id, is_active)
      VALUES (${ids.webUser + i}, ${`u${town}.${i}`}, ${`u${town}.${i}@example.com`}, ${ids.person + of}, ${isActive})`
  const made: { accountId: number; webUserId: number }[] = []
  for (const { webUser, account, role, isActive } of links) {
    const [u, a] = [webUser % webUsers.length, account % accounts.length]
    const pair = { webUserId: ids.webUser + u, accountId: ids.account + a }
    const rows = await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role, is_active)
      VALUES (${pair.webUserId}, ${pair.accountId}, ${role}, ${isActive}) ON CONFLICT DO NOTHING RETURNING 1`
    await owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
      VALUES (${pair.accountId}, ${ids.person + (webUsers[u]?.person ?? 0)}, 'self-service') ON CONFLICT DO NOTHING`
    if (rows.length > 0) made.push(pair)
  }
  for (const { link, state } of tasks) {
    const of = made[link % made.length]
    if (of)
      await owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
        self_service_user_id, payload, correlation_id, created_at, updated_at)
        VALUES ('paperless', ${state}, ${of.accountId}, 'customer', 'x', 'x', '192.0.2.1', ${of.webUserId}, '{}', gen_random_uuid(), now(), now())`
  }
  await owner`TRUNCATE csr_openings`
  return made
}

/** What must hold of the whole database, always. */
async function expectLawful() {
  const [counts] = await app.owner`SELECT
    (SELECT count(*) FROM accounts a WHERE 1 <> (SELECT count(*) FROM account_persons ap
      WHERE ap.account_id = a.account_id AND ap.is_main_customer)) AS without_main,
    (SELECT count(*) FROM web_user_accounts l JOIN web_users w USING (web_user_id) WHERE NOT EXISTS (
      SELECT 1 FROM account_persons ap WHERE ap.account_id = l.account_id AND ap.person_id = w.person_id)) AS orphans,
    (SELECT count(*) FROM self_service_tasks t WHERE t.actor_kind = 'customer' AND NOT EXISTS (
      SELECT 1 FROM web_users w WHERE w.web_user_id = t.self_service_user_id)) AS unowned`
  expect(counts).toEqual({ withoutMain: 0, orphans: 0, unowned: 0 })
}

/** Changed, gone and added rows, by table and key. */
function differences(before: Snapshot, after: Snapshot) {
  return (Object.keys(tables) as Table[]).flatMap((table) => {
    const keys = new Set([...before[table].keys(), ...after[table].keys()])
    return [...keys].flatMap((key) => {
      const [was, is] = [before[table].get(key), after[table].get(key)]
      if (JSON.stringify(was) === JSON.stringify(is)) return []
      return [`${was ? (is ? 'changed' : 'gone') : 'added'} ${table} ${is && !was ? '' : key}`.trim()]
    })
  })
}

/** What the preview and the CSR's choices say will have changed, and nothing else. */
function promised(
  preview: UnlinkPreview,
  personId: number,
  takesRow: boolean,
  discarded: number[],
): string[] {
  return [
    `gone web_user_accounts ${preview.webUserId} ${preview.accountId}`,
    ...(takesRow ? [`gone account_persons ${preview.accountId} ${personId}`] : []),
    ...discarded.flatMap((id) => [`changed self_service_tasks ${id}`, 'added self_service_task_log']),
    'added customer_contacts',
    'added self_service_tasks',
    'added self_service_task_log',
    ...(preview.toldAt ? ['added outgoing_messages'] : []),
  ].sort()
}

/** DOMAIN's rule, read from the rows: what becomes of the account-person row. */
function ruled(
  before: Snapshot,
  { accountId, webUserId }: { accountId: number; webUserId: number },
  personId: number,
) {
  const row = before.account_persons.get(`${accountId} ${personId}`)
  const isNeeded = [...before.web_user_accounts.values()].some((link) => {
    const isOther = link.account_id === accountId && link.web_user_id !== webUserId
    return isOther && before.web_users.get(String(link.web_user_id))?.person_id === personId
  })
  if (row?.is_main_customer) return 'main-customer'
  if (isNeeded) return 'needed'
  return row?.relationship_type === 'self-service' ? 'goes' : 'utility-owned'
}

test('for any graph of persons, accounts, links and tasks an unlink changes what its preview named, and breaks no law', async () => {
  console.log(`unlink: seed ${seed}`)
  await fc.assert(
    fc.asyncProperty(graphs, steps, async (graph, wanted) => {
      const links = await build(graph)
      await expectLawful()
      for (const { pick, ticks, discards, undoes } of wanted) {
        const params = links[pick % links.length]
        if (!params) return
        const before = await snapshot()
        const preview = await ines.api.previewUnlink({ params })
        const personId = Number(before.web_users.get(String(params.webUserId))?.person_id)
        expect(preview.accountPerson?.outcome).toBe(ruled(before, params, personId))
        const asks = preview.tasks.filter((task, i) => task.isDiscardable && discards & (1 << i))
        const discarded = asks.map(({ taskId }) => taskId)
        const removes = ticks && preview.accountPerson?.outcome === 'utility-owned'
        const body = {
          standing: preview.standing,
          reason: 'x',
          removesAccountPerson: removes,
          discardedTaskIds: discarded,
        }
        const { unlinkId } = await ines.api.unlinkWebUser({ params, body })
        const after = await snapshot()
        const takesRow = removes || preview.accountPerson?.outcome === 'goes'
        expect(differences(before, after).sort()).toEqual(promised(preview, personId, takesRow, discarded))
        for (const id of discarded) {
          const [was, is] = [before, after].map((s) => s.self_service_tasks.get(String(id)))
          const { state: _, is_final: __, updated_at: ___, version: ____, ...rest } = was ?? {}
          expect(is).toMatchObject({ ...rest, state: 'discarded', version: Number(was?.version) + 1 })
        }
        await expectLawful()
        if (!undoes) {
          links.splice(links.indexOf(params), 1)
          continue
        }
        await ines.api.linkWebUserAgain({ params: { accountId: params.accountId, unlinkId } })
        const again = await snapshot()
        for (const table of ['web_user_accounts', 'account_persons'] as const) {
          const without = (s: Snapshot) =>
            new Map([...s[table]].map(([key, { version: _, ...row }]) => [key, row] as const))
          expect(without(again)).toEqual(without(before))
        }
        await expectLawful()
      }
    }),
    { seed, numRuns: isFull ? 300 : 25 },
  )
})
