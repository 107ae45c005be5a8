import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import { Browser } from '#testing/browser.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { createApp } from '../../app.ts'
import {
  another,
  ask,
  codeInPortal,
  codeWrong,
  forgetAttempts,
  freshCall,
  refusedWith,
  tooMany,
  verify,
} from './calls.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
/** The product once more on the same database: another process, or this one after a restart. */
async function anotherProcess() {
  const { installation, watch } = app
  const database = openDatabase(app.url, testEncryptionKey, { connections: 17 })
  const fastify = createApp({
    database,
    installation,
    assets: new Map(),
    isSecure: true,
    paymentOrigin: 'http://pay.localhost:8080',
    trustedProxies: [],
    plainPage: () => '',
    watch,
  })
  await fastify.ready()
  return {
    fastify,
    close: async () => {
      await fastify.close()
      await database.close()
    },
  }
}

describe('29: wrong codes', () => {
  test('are refused at the sixth attempt, the right code included, in every process and after a restart', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const code = (await codeInPortal(app))?.code ?? ''
    const second = await anotherProcess()
    const elsewhere = new Browser(second.fastify, desk.origin, desk.ip)
    for (const [name, value] of desk.cookies) elsewhere.cookies.set(name, value)
    const spray = await Promise.all(
      [desk, elsewhere, desk, elsewhere, desk].map((by) =>
        refusedWith(verify(by, call, { code: another(code) })),
      ),
    )
    for (const refusal of spray) expect(refusal).toMatchObject(codeWrong)
    for (const by of [elsewhere, desk])
      await expect(verify(by, call, { code })).rejects.toMatchObject(tooMany)
    await second.close()
    // After a quarter of an hour attempts count anew. The code itself is over by then.
    await app.advanceClock('15 minutes')
    await expect(verify(desk, call, { code })).rejects.toMatchObject(codeWrong)
  })

  test('count for the CSR at every customer, and for the customer at every CSR', async () => {
    await forgetAttempts(app)
    const amara = await app.asCsr('amara.okafor')
    const ines = await app.asCsr('ines.ferreira')
    const of = (by: Browser, more: object) =>
      refusedWith(verify(by, freshCall(), { ...more, code: '000000' }))
    const john = { webUserId: town.john }
    for (let i = 0; i < 3; i++) expect(await of(amara, {})).toMatchObject(codeWrong)
    for (let i = 0; i < 2; i++) expect(await of(amara, john)).toMatchObject(codeWrong)
    expect(await of(amara, john)).toMatchObject(tooMany)
    for (let i = 0; i < 2; i++) expect(await of(ines, {})).toMatchObject(codeWrong)
    expect(await of(ines, {})).toMatchObject(tooMany)
  })

  test('leave a line in the record each, and a right code gives its attempt back', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    for (let i = 0; i < 4; i++) {
      const call = freshCall()
      await ask(desk, call)
      const code = (await codeInPortal(app))?.code ?? ''
      await expect(verify(desk, call, { code: another(code) })).rejects.toMatchObject(codeWrong)
      expect(await verify(desk, call, { code })).toMatchObject({ grade: 'code' })
    }
    const [{ count } = { count: 0 }] = await app.owner<{ count: number }[]>`
      SELECT count(*)::int AS count FROM record_entries WHERE action = 'caller:verify' AND event = 'refused'`
    expect(count).toBeGreaterThanOrEqual(4)
  })
})
