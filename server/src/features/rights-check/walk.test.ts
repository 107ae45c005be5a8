import { entitlementNames } from '@porchlight/contract/entitlements.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs, masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { endpointOf, examples, prepare, send, walked } from '#testing/examples/examples.ts'
import { type ExampleName, openScene, type Scene } from '#testing/examples/scene.ts'
import { town } from '#testing/small-town.ts'

/**
 * Compares each answer of the check with what the endpoint itself then says to the same CSR, about the same customer. The check
 * is asked before the request is sent.
 */
let scene: Scene
let kenji: Browser
beforeAll(async () => {
  scene = await openScene()
  kenji = await scene.app.asCsr('kenji.sato')
  await scene.owner`INSERT INTO group_permissions (csr_group, resource, access_mode)
    VALUES ('security-officer', 'account', 'open-protected') ON CONFLICT DO NOTHING`
  await kenji.api.openProtected({
    params: { accountId: town.protectedAccount },
    body: { kind: 'customer-calls', reference: 'C-1' },
  })
})
afterAll(() => scene.close())

type Ids = { accountId?: number; webUserId?: number }
type Input = { params?: Ids; body?: Ids }
type Mode = 'desk' | 'read' | 'act'
const taken = { callerGrade: 'none', isSteppedUp: false } as const

type Taken = { callerGrade: 'none' | 'attested' | 'code'; isSteppedUp: boolean }
type Checked = Awaited<ReturnType<Browser['api']['checkRights']>>['checked']
const earlier = new Map<string, Checked>()

/**
 * Returns the check's row of an endpoint, about the customer whom the request names. Examples change web users, and leave
 * everything else that decides as it was: a check that names none is asked for once.
 */
async function rowOf(csrId: string, name: string, input: Input, more: Taken = taken) {
  const { accountId = town.mariaAccount, webUserId } = { ...input.body, ...input.params }
  const whom = accountId === town.otherAccount ? town.olga : town.maria
  const body = { accountId, webUserId: webUserId ?? whom, ...more }
  const key = JSON.stringify([csrId, body])
  const kept = webUserId === undefined ? earlier.get(key) : undefined
  const checked = kept ?? (await kenji.api.checkRights({ params: { memberId: csrId }, body })).checked
  earlier.set(key, checked)
  return checked.find(({ endpoint }) => endpoint === name)
}

/** Reasons that depend on the row that the request names, such as a task or a proposal, or on a missing form field. */
const ofTheRow = ['not-found', 'own-request', 'own-alert', 'assigned-to-another']

function compare(
  row: Awaited<ReturnType<typeof rowOf>>,
  mode: Mode,
  { status, reason }: { status: number; reason: string | undefined },
) {
  const outcome = row?.[mode]
  const said = status < 400 ? 'ok' : reason
  if (outcome === 'depends' || (outcome === 'ok' && row && row.dependsOn.length > 0))
    expect(['ok', ...ofTheRow]).toContain(said)
  else expect(said).toBe(outcome)
}

const named = walked.map(([name]) => name)
const isDesk = (name: ExampleName) => /^\/api\/(desk|customer-search)\b/.test(endpointOf(name).path)

describe('at the desk', () => {
  const people = ['amara.okafor', 'tom.becker', 'ines.ferreira', 'kenji.sato'] as const
  test.each(named.filter(isDesk))('%s', async (name) => {
    for (const csrId of people) {
      const { input } = await prepare(scene, name)
      const browser = await scene.app.asCsr(csrId)
      const row = await rowOf(csrId, name, input as Input)
      await scene.owner`DELETE FROM csr_openings`
      compare(row, 'desk', await send(browser, name, input))
    }
  })
})

const portal = named.filter(
  (name) => !isDesk(name) && endpointOf(name).action !== 'public' && name !== 'settleCardPayment',
)
const ofOlga = (name: ExampleName) => examples[name].by === 'olga'
const target = (name: ExampleName) =>
  ofOlga(name)
    ? { webUserId: town.olga, accountId: town.otherAccount }
    : { webUserId: town.maria, accountId: town.mariaAccount }

describe.each([
  ['as shipped', false],
  ['with every switch on, a code read out and the second factor confirmed', true],
])('in a masquerade %s', (_, isOpen) => {
  beforeAll(async () => {
    if (!isOpen) return
    for (const name of entitlementNames)
      await scene.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
        VALUES (${name}, true, false, 'kenji.sato', now())`
  })
  const more: Taken = isOpen ? { callerGrade: 'code', isSteppedUp: true } : taken
  test.each(portal.flatMap((name) => (['read', 'act'] as const).map((mode) => [name, mode] as const)))(
    '%s (%s)',
    async (name, mode) => {
      const { input } = await prepare(scene, name)
      const start = mode === 'act' ? actingAs : masqueradeAs
      const { view, masqueradeId } = await start(scene.app, 'amara.okafor', target(name))
      if (isOpen)
        await scene.owner`UPDATE masquerades SET caller_grade = 'code', step_up_until = now() + interval '5 minutes'
          WHERE masquerade_id = ${masqueradeId}`
      const { accountId } = target(name)
      const row = await rowOf('amara.okafor', name, { body: { accountId } }, more)
      compare(row, mode, await send(view, name, input))
    },
  )
})
