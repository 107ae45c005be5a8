import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arrive, startRequest, viewOriginOf } from '#features/masquerade/masquerade.fixture.ts'
import { sendMessages } from '#features/messages/send-messages.ts'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import {
  ask,
  codeInPortal,
  codeWrong,
  forgetAttempts,
  freshCall,
  type Purpose,
  refusedWith,
  target,
  tooMany,
  verify,
} from './calls.fixture.ts'
import { sendReadOutCodes } from './send-read-out-codes.ts'

const mails: Mail[] = []
let app: TestApp
beforeAll(async () => {
  const mail = {
    sendMail: async (one: Mail) => {
      mails.push(one)
    },
    close: () => {},
  }
  app = await createTestApp({ mail })
})
afterAll(() => app.close())

async function workMail() {
  const work = {
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  }
  await sendReadOutCodes.run(work)
  await sendMessages.run(work)
}

describe('a code that the customer reads out', () => {
  test('shows the customer in the portal who asked and why, and gives the call the grade "code" once', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const shown = await codeInPortal(app)
    expect(shown).toMatchObject({
      askedBy: 'Amara Okafor',
      purposeKind: 'call',
      accountId: town.mariaAccount,
    })
    expect(shown?.code).toMatch(/^\d{6}$/)
    const code = `${shown?.code.slice(0, 3)} ${shown?.code.slice(3)}`
    expect(await verify(desk, call, { code })).toMatchObject({ grade: 'code' })
    expect(await codeInPortal(app)).toBeUndefined()
    await expect(verify(desk, call, { code })).rejects.toMatchObject(codeWrong)
  })

  test('no table contains the digits', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    await ask(desk, freshCall(), { channel: 'mail' })
    const code = (await codeInPortal(app))?.code ?? ''
    await sendReadOutCodes.run({
      pool: app.database.worker,
      installation: app.installation,
      signal: new AbortController().signal,
    })
    for (const table of ['read_out_codes', 'outgoing_messages', 'record_entries'])
      expect(await app.owner.unsafe(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%${code}%'`)).toEqual([])
  })

  test('is used by one of many requests at once', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const code = (await codeInPortal(app))?.code
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => refusedWith(verify(desk, call, { code }))))
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1)
  })

  test('counts for ten minutes', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const code = (await codeInPortal(app))?.code
    await app.advanceClock('10 minutes')
    expect(await codeInPortal(app)).toBeUndefined()
    await expect(verify(desk, call, { code })).rejects.toMatchObject(codeWrong)
  })

  test('is replaced by a newer one for the same purpose', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const first = (await codeInPortal(app))?.code
    await ask(desk, call)
    const { codes } = await (await app.asCustomer(town.maria)).api.readSupportCodes()
    expect(codes).toHaveLength(1)
    expect(codes[0]?.code).not.toBe(first)
    await expect(verify(desk, call, { code: first })).rejects.toMatchObject(codeWrong)
  })

  test.each<[string, (mine: Purpose) => Promise<{ desk?: Browser; call?: Purpose; more?: object }>]>([
    ['another CSR', async () => ({ desk: await app.asCsr('ines.ferreira') })],
    ['another purpose', async () => ({ call: { purposeKind: 'dispute', purposeReference: 'D-1' } })],
    [
      'another reference',
      async ({ purposeKind }) => ({ call: { purposeKind, purposeReference: 'C-other' } }),
    ],
    ['another web user', async () => ({ more: { webUserId: town.john } })],
    ['another account', async () => ({ more: { accountId: town.mariaShop } })],
  ])('does not count for %s', async (_, otherwise) => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const mine = freshCall()
    await ask(desk, mine)
    const code = (await codeInPortal(app))?.code
    const { desk: by = desk, call = mine, more = {} } = await otherwise(mine)
    await expect(verify(by, call, { ...more, code })).rejects.toMatchObject(codeWrong)
    expect(await verify(desk, mine, { code })).toMatchObject({ grade: 'code' })
  })

  test('is shown to its own customer only, and to no masquerade', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    await ask(desk, freshCall())
    expect(await codeInPortal(app, town.john)).toBeUndefined()
    const started = await desk.api.startMasquerade({ body: { ...startRequest, purposeReference: 'peeks' } })
    const view = new Browser(app.fastify, viewOriginOf(started.masqueradeId), '198.51.100.7')
    await arrive(view, started.code)
    await expect(view.api.readSupportCodes()).rejects.toMatchObject({
      status: 403,
      body: { reason: 'masquerade-never' },
    })
    expect((await view.api.readPortalContext()).supportCodes).toBe(0)
    const maria = await app.asCustomer(town.maria)
    expect((await maria.api.readPortalContext()).supportCodes).toBeGreaterThan(0)
  })

  test('mails a code in plain words, and none after it has expired', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    mails.length = 0
    await ask(desk, call, { channel: 'mail' })
    const code = (await codeInPortal(app))?.code ?? ''
    await workMail()
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain(code)
    expect(mails[0]?.text).toContain('Read it to the person you are talking to on the phone: Amara Okafor')
    expect(mails[0]?.text).toContain('We never ask for your password.')
    expect(mails[0]?.subject).not.toContain(code)

    await ask(desk, freshCall(), { channel: 'mail' })
    const work = {
      pool: app.database.worker,
      installation: app.installation,
      signal: new AbortController().signal,
    }
    await sendReadOutCodes.run(work)
    await app.advanceClock('10 minutes')
    await sendMessages.run(work)
    expect(mails).toHaveLength(1)
  })

  test('says nothing of its address: the same response, the same statements, no address in the record', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const seen = []
    for (const webUserId of [town.maria, town.john])
      for (const channel of ['portal', 'mail']) {
        app.statements.length = 0
        const response = await desk.request('POST', '/api/desk/callers/code', {
          json: { ...target, webUserId, ...freshCall(), channel },
        })
        seen.push([response.status, Object.keys(JSON.parse(response.text)).join(), app.statements.length])
      }
    expect(new Set(seen.map(String)).size).toBe(1)
    const rows = await app.owner`SELECT details FROM record_entries WHERE action = 'caller:verify'`
    expect(JSON.stringify(rows)).not.toMatch(/@|\d{7}/)
  })

  test('is not sent to one customer again and again', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    for (let i = 0; i < 5; i++) await ask(desk, freshCall())
    await expect(ask(desk, freshCall())).rejects.toMatchObject(tooMany)
  })
})
