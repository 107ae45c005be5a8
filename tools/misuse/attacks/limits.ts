import { type Attack, must, mustEqual } from '../attack.ts'
import { refusalOf } from '../client/web-client.ts'
import { newReference } from '../stage.ts'

export const limits: readonly Attack[] = [
  {
    id: '18-customers',
    point: 18,
    title:
      'customers opened in an hour are limited for each CSR, over all sessions and processes; the limit alerts',
    attack: 'with the limit at three, a CSR opens further customers in several sessions and by masquerades',
    expected: '429 `too-many-customers` beyond the limit, open ones go on, an alert',
    needs: ['second-process', 'sign-in-again'],
    async run(stage) {
      const first = await stage.newCsr('trainee')
      const second = (await stage.newCsr('trainee')).through(stage.otherProcess)
      const officer = await stage.csr('officer')
      const { csrId } = stage.accounts.csrs.trainee
      const all = [
        ...stage.accounts.further,
        ...(['owing', 'spare', 'other', 'holder'] as const).map((role) => stage.who(role).accountId),
      ]
      await stage.withSetting('limits.customers-per-hour', 3, async () => {
        const answers: string[] = []
        for (const [nth, accountId] of all.entries())
          answers.push(await refusalOf((nth % 2 ? first : second).api.readAccount({ params: { accountId } })))
        must(
          answers.filter((status) => status === '200 ok').length <= 3,
          `the CSR opened ${answers.join(', ')}`,
        )
        must(answers.includes('429 too-many-customers'), `the answers are ${answers.join(', ')}`)
        const closed = all[answers.indexOf('429 too-many-customers')]
        const target = Object.values(stage.accounts.customers).find((one) => one.accountId === closed)
        if (target)
          mustEqual(
            await refusalOf(first.api.startMasquerade({ body: stage.startBody(target, 'limit') })),
            '429 too-many-customers',
            'a masquerade of a further customer',
          )
        const open = all[answers.indexOf('200 ok')]
        if (open !== undefined)
          mustEqual(
            await refusalOf(first.api.readAccount({ params: { accountId: open } })),
            '200 ok',
            'one who is open',
          )
      })
      const { alerts } = await officer.api.listAlerts()
      must(
        alerts.some((alert) => alert.subject === 'too-many-customers' && alert.csrId === csrId),
        'no alert was raised',
      )
    },
  },
  {
    id: '29-codes',
    point: 29,
    title: 'wrong read-out codes count across all processes and over a restart',
    attack:
      'wrong codes at both processes in turn, one of which is killed and started again; then the right code',
    expected: 'the sixth try is 429 wherever it is sent, also with the right code, and no grade is given',
    needs: ['second-process', 'process-output'],
    async run(stage) {
      const { webUserId, accountId } = stage.who('holder')
      const desk = await stage.csr('agent')
      const customer = await stage.customer('holder')
      const target = { webUserId, accountId, purposeKind: 'dispute', purposeReference: newReference('codes') }
      await desk.api.askForReadOutCode({ body: { ...target, channel: 'portal' } })
      const { codes } = await customer.api.readSupportCodes()
      const right = codes.find((one) => one.purposeKind === 'dispute')?.code ?? ''
      must(/^\d{6}$/.test(right), 'the customer reads no code')
      const wrong = right === '000000' ? '000001' : '000000'
      const verify = (nth: 0 | 1, code: string) => {
        const at = nth ? desk.through(stage.otherProcess) : desk
        return refusalOf(at.api.verifyCaller({ body: { ...target, identifiers: [], code } }))
      }
      for (const nth of [0, 1, 2, 3, 4] as const) {
        if (nth === 3) await stage.deployment.own?.restartSecond()
        mustEqual(await verify(nth % 2 === 0 ? 0 : 1, wrong), '422 invalid-field', `try ${nth + 1}`)
      }
      for (const place of [0, 1] as const) {
        mustEqual(
          await verify(place, right),
          '429 too-many-attempts',
          `the sixth try at process ${place + 1}`,
        )
        mustEqual(await verify(place, wrong), '429 too-many-attempts', `a seventh at process ${place + 1}`)
      }
      const { latest } = await desk.api.readCallerQuestions({ body: { webUserId, accountId } })
      must(
        latest?.purposeReference !== target.purposeReference || latest.grade !== 'code',
        'the grade was given',
      )
    },
  },
]
