import { Refused } from '@porchlight/contract/client.ts'
import { type Attack, must, mustEqual } from '../attack.ts'
import { refusalOf, type WebClient } from '../client/web-client.ts'
import { startPath as path } from './starting.ts'

export const targets: readonly Attack[] = [
  {
    id: '15-targets',
    point: 15,
    title: 'unknown, forbidden and protected targets answer alike',
    attack: 'starts for a customer who does not exist, one who is not linked, staff, and a protected one',
    expected: 'the same status, bytes and headers',
    async run(stage) {
      const desk = await stage.csr('agent')
      const holder = stage.who('holder')
      const targets = [
        { webUserId: 999_999_999, accountId: 1_999_999_999 },
        { webUserId: holder.webUserId, accountId: stage.who('other').accountId },
        stage.accounts.protected,
        { webUserId: stage.accounts.protected.webUserId, accountId: holder.accountId },
      ]
      const said = new Set<string>()
      for (const target of targets)
        for (const [at, json] of [
          [path, stage.startBody(target, 'target')],
          [`${path}/prompt/cancel`, target],
        ] as const) {
          const { status, text, headers } = await desk.request('POST', at, { json })
          const { date: _, ...rest } = headers
          said.add(JSON.stringify({ status, text, rest }))
        }
      must(said.size === 1, `there are ${said.size} different answers: ${[...said].join(' | ')}`)
      must([...said][0]?.includes('target-unavailable'), `they are answered ${[...said][0]}`)
    },
  },
  {
    id: '08-who',
    point: 8,
    title: 'no masquerade as oneself, as staff, from within a masquerade, or without permission',
    attack: 'starts by a CSR for the own account, by an officer, by a customer, and from a view',
    expected: '403 each time',
    async run(stage) {
      const { officer, trainee, agent } = stage.accounts.csrs
      const target = stage.who('holder')
      const attempt = async (client: WebClient, at: { webUserId: number; accountId: number }) => {
        try {
          await client.api.startMasquerade({ body: stage.startBody(at, 'who') })
          return '200 ok'
        } catch (error) {
          return error instanceof Refused ? `${error.status} ${error.body.reason}` : String(error)
        }
      }
      for (const role of ['agent', 'trainee'] as const)
        mustEqual(
          await attempt(await stage.csr(role), stage.accounts.protected),
          '403 target-unavailable',
          `${stage.accounts.csrs[role].csrId} for staff`,
        )
      mustEqual(await attempt(await stage.csr('officer'), target), '403 permission-missing', officer.csrId)
      mustEqual(await attempt(await stage.customer('holder'), target), '403 staff-only', 'a customer')
      const { view } = await stage.masquerade(await stage.csr('agent'), target, 'nested')
      mustEqual(await attempt(view, stage.who('other')), '403 masquerade-never', `${agent.csrId} in a view`)
      const ofTrainee = await stage.masquerade(await stage.csr('trainee'), target, 'trainee')
      mustEqual(
        await refusalOf(ofTrainee.view.api.switchToAct()),
        '403 permission-missing',
        `${trainee.csrId} acting`,
      )
    },
  },
]
