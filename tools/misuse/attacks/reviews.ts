import { type Attack, must, mustEqual } from '../attack.ts'
import { waitFor } from '../client/wait-for.ts'
import { refusalOf, type WebClient } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'

const because = 'misuse suite'

/** Marks the other customer as a canary for as long as the work takes. */
async function withCanary(stage: Stage, work: (accountId: number) => Promise<void>): Promise<void> {
  const officer = await stage.csr('officer')
  const { accountId } = stage.who('other')
  await officer.api.markCanary({ body: { canaryAccountId: accountId, reason: because } })
  try {
    await work(accountId)
  } finally {
    const { canaries } = await officer.api.readDetectors()
    const canaryId = canaries.find((one) => one.accountId === accountId)?.canaryId ?? 0
    await officer.api.endCanary({ body: { canaryId, reason: because } })
  }
}

/** Opens an account at the desk, and waits until the canary alert about the CSR is there. */
async function openAndWait(stage: Stage, desk: WebClient, csrId: string, accountId: number): Promise<number> {
  await desk.api.readAccount({ params: { accountId } })
  const officer = await stage.csr('officer')
  return waitFor(async () => {
    const { alerts } = await officer.api.queryAlerts({
      body: { state: 'open', subject: 'canary-opened', csrId, accountId },
    })
    return alerts[0]?.toDoId
  }, 'the alert about the canary')
}

export const reviews: readonly Attack[] = [
  {
    id: '07-reviews',
    point: 7,
    title: 'what is found out about staff is read and settled by others alone',
    attack:
      'an agent and a supervisor ask for alerts, detectors and canaries, an agent for the report; an officer works on an alert about the own opening',
    expected: '403 for each; the officer’s own alert stays open',
    async run(stage) {
      const period = { from: '2026-01-01', to: '2026-01-31' }
      const calls: [what: string, call: (client: WebClient) => Promise<unknown>][] = [
        ['alerts', ({ api }) => api.queryAlerts({ body: {} })],
        ['detectors', ({ api }) => api.readDetectors()],
        [
          'a canary',
          ({ api }) =>
            api.markCanary({ body: { canaryAccountId: stage.who('other').accountId, reason: because } }),
        ],
      ]
      const report = [
        ['the report', ({ api }: WebClient) => api.readAccessReport({ body: period })],
        ['the export of the report', ({ api }: WebClient) => api.exportAccessReport({ body: period })],
      ] as const
      for (const role of ['agent', 'supervisor'] as const)
        for (const [what, call] of role === 'agent' ? [...calls, ...report] : calls)
          mustEqual(
            await refusalOf(call(await stage.csr(role))),
            '403 permission-missing',
            `${what} for the ${role}`,
          )
      await withCanary(stage, async (accountId) => {
        const officer = await stage.csr('officer')
        const { csrId } = stage.accounts.csrs.officer
        const toDoId = await openAndWait(stage, officer, csrId, accountId)
        const params = { toDoId }
        for (const [what, call] of [
          ['taking', () => officer.api.takeAlert({ params })],
          ['handing over', () => officer.api.handOverAlert({ params, body: { toCsrId: csrId } })],
          ['muting', () => officer.api.muteAlert({ params, body: { reason: because } })],
          [
            'closing',
            () => officer.api.settleAlert({ params, body: { outcome: 'explained', reason: because } }),
          ],
        ] as const)
          mustEqual(await refusalOf(call()), '403 own-alert', `${what} the own alert`)
        mustEqual((await officer.api.readAlert({ params })).settledAt, null, 'when the own alert was closed')
      })
    },
  },
  {
    id: '15-canary',
    point: 15,
    title: 'nobody but the security officer can tell a canary from another customer',
    attack:
      'a CSR compares each answer about a customer before and after it becomes a canary and raises an alert; a supervisor reads its record and exports its data',
    expected: 'the same status and bytes; no line of the record and no word of the export tells of it',
    async run(stage) {
      const agent = await stage.csr('agent')
      const { accountId, personId } = stage.who('other')
      const answers = async () => {
        const said: string[] = []
        for (const path of ['', '/web-users', '/to-dos']) {
          const { status, text } = await agent.get(`/api/desk/accounts/${accountId}${path}`)
          said.push(`${status} ${text}`)
        }
        return said
      }
      // The first opening within an hour is noted: from then on the answers are equal.
      await answers()
      const before = await answers()
      must(before[0]?.startsWith('200 '), `the account was answered ${before[0]?.slice(0, 80)}`)
      const supervisor = await stage.csr('supervisor')
      await withCanary(stage, async () => {
        mustEqual(await answers(), before, 'the answers about a canary')
        const { csrId } = stage.accounts.csrs.agent
        const toDoId = await openAndWait(stage, agent, csrId, accountId)
        const officer = await stage.csr('officer')
        const params = { toDoId }
        await officer.api.takeAlert({ params })
        await officer.api.settleAlert({ params, body: { outcome: 'false-alarm', reason: because } })
        mustEqual(await answers(), before, 'the answers after the alert')
        const { entries } = await supervisor.api.queryRecord({ body: { accountId, staffOnly: true } })
        const telling = entries.filter(({ action }) => /^(alert|detector):|^job:detect/.test(action))
        mustEqual(
          telling.map(({ action }) => action),
          [],
          'lines of the account’s record about it',
        )
        const exported = await supervisor.request(
          'POST',
          `/api/desk/accounts/${accountId}/persons/${personId}/export.json`,
          { json: { reason: because, locale: 'en' } },
        )
        mustEqual(exported.status, 200, 'the export of the person’s data')
        must(
          !/canary|security-officer/.test(exported.text),
          'the export of the person’s data tells of the canary',
        )
      })
    },
  },
]
