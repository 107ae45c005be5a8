import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { grantOf } from '#policy/decide.ts'
import { bundleFixture } from '#testing/bundle-fixture.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startProcess, type TestProcess } from '#testing/test-process.ts'
import { cosignaturesOf, type Witness, witnessOf, witnessSignerOf } from '#transparency-log/cosignature.ts'
import { keyName, readNote, verifierOf } from '#transparency-log/note.ts'
import { checkpointToProveBy } from '../queries.ts'
import { addEntries, emptyRecord, keptCheckpoints, key, origin, seal } from '../record.fixture.ts'
import { verifyRecord } from '../verifying/verify.ts'
import type { RecordWitness } from './ask-witness.ts'
import { keepNewestCheckpoint, type RecordPlace } from './second-place.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-witness-'))
const keysFile = path.join(folder, 'keys.pub')
const newKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

let app: TestApp
let witnessFile: string
let honest: TestProcess
let place: RecordWitness
let witness: Witness
beforeAll(async () => {
  app = await createTestApp()
  writeFileSync(keysFile, `2026-01-01 ${key.vkey}\n`)
  witnessFile = await bundleFixture(path.join(import.meta.dirname, 'witness-process.fixture.ts'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  rmSync(witnessFile)
  await app.close()
})
beforeEach(async () => {
  await emptyRecord(app.owner)
})

/** Starts the stand-in in a process of its own, with what it kept before. */
async function startHonest() {
  honest = startProcess(witnessFile, [path.join(folder, 'witness.json'), keysFile], [])
  const [{ port, vkey }] = (await honest.until(once(honest.child, 'message'))) as [
    { port: number; vkey: string },
  ]
  witness = witnessOf(vkey)
  place = { witness, url: `http://127.0.0.1:${port}/` }
}

const keep = (to: RecordPlace = place, signal = new AbortController().signal) =>
  keepNewestCheckpoint(app.database.worker, grantOf({ kind: 'system' }, 'job:keep-checkpoint'), to, {
    signal,
  })
const addAndSeal = async (count: number) => {
  await addEntries(count, app.owner)
  await seal(app)
}
const cosigned = async () =>
  (await app.owner`SELECT size, line FROM record_cosignatures ORDER BY size`).map(({ size }) => Number(size))
const state = async () =>
  (
    await app.owner`SELECT size, failure, refused_at IS NOT NULL AS is_refused FROM record_places
    WHERE place = ${keyName(witness)}`
  )[0]

const verify = (kept: { name: string; note: string }[] = []) =>
  verifyRecord(app.owner, { origin, verifiers: [verifierOf(key.vkey)], kept, witnesses: [witness] })

describe('the stand-in, in a process of its own', () => {
  beforeEach(async () => {
    rmSync(path.join(folder, 'witness.json'), { force: true })
    await startHonest()
    return () => honest.kill()
  })

  test('a witness cosigns checkpoints of a record that grows; other places get them with the cosignature', async () => {
    for (const count of [3, 600, 5]) {
      await addAndSeal(count)
      await keep()
    }
    expect(await cosigned()).toEqual([3, 603, 608])
    expect(await state()).toEqual({ size: 608, failure: null, isRefused: false })
    const second = { folder: path.join(folder, 'second') }
    await keep(second)
    const [name = ''] = readdirSync(second.folder)
    const note = readFileSync(path.join(second.folder, name), 'utf8')
    expect(cosignaturesOf(note, [witness])).toMatchObject([{ witness: keyName(witness) }])
    expect(await verify([{ name, note }])).toMatchObject({
      faults: [],
      cosigned: { checkpoints: 4, size: 608, witness: keyName(witness) },
    })
  })

  test('proofs use the newest cosigned checkpoint, unless the witness has been away for five minutes', async () => {
    await addAndSeal(5)
    await keep()
    await addAndSeal(1)
    const proving = await checkpointToProveBy.one(app.owner, {})
    expect(proving.size).toBe(5)
    expect(cosignaturesOf(proving.note, [witness])).toHaveLength(1)
    await app.owner`UPDATE record_checkpoints SET made_at = made_at - interval '6 minutes' WHERE size = 5`
    const later = await checkpointToProveBy.one(app.owner, {})
    expect([later.size, cosignaturesOf(later.note, [witness])]).toEqual([6, []])
  })

  test('after the memory of the witness’s size is lost it asks again from the size that the witness names', async () => {
    await addAndSeal(300)
    await keep()
    await app.owner`DELETE FROM record_places`
    await addAndSeal(300)
    await keep()
    expect(await state()).toMatchObject({ size: 600, failure: null })
  })

  test('kill -9 after the witness has cosigned and before that is kept: the next run gets the cosignature', async () => {
    await addAndSeal(300)
    await keep()
    await addAndSeal(300)
    const workerFile = await bundleFixture(path.join(import.meta.dirname, 'keep-worker.fixture.ts'))
    let worker: TestProcess | undefined
    // Passes the request on, and kills the worker when the witness has answered.
    const between = await listen(async (request, response) => {
      const body = await text(request)
      const { status } = await fetch(new URL('add-checkpoint', place.url), {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain' },
      })
      expect(status).toBe(200)
      worker?.child.kill('SIGKILL')
      response.destroy()
    })
    try {
      worker = startProcess(workerFile, [app.url, witness.vkey, between.url], [])
      expect((await worker.ended).signal).toBe('SIGKILL')
    } finally {
      between.close()
      rmSync(workerFile)
    }
    expect(await cosigned()).toEqual([300])
    await keep()
    expect(await cosigned()).toEqual([300, 600])
  })

  test('a witness that was killed remembers what it cosigned', async () => {
    await addAndSeal(300)
    await keep()
    await honest.kill()
    await startHonest()
    await addAndSeal(1)
    await keep()
    expect(await cosigned()).toEqual([300, 301])
  })

  test('an old copy that was restored and a record that was made anew are refused', async () => {
    await addAndSeal(3)
    await addAndSeal(600)
    await keep()
    await app.owner`DELETE FROM record_checkpoints WHERE size > 3`
    await app.owner`UPDATE record_sealing SET size = 3`
    await app.owner`UPDATE record_places SET size = 0`
    await expect(keep()).rejects.toThrow('has cosigned 603 entries, and this record has 3')
    expect(await state()).toMatchObject({ size: 0, isRefused: true })
    await emptyRecord(app.owner)
    await addAndSeal(700)
    await expect(keep()).rejects.toThrow('does not fit this one')
    expect(await cosigned()).toEqual([])
  })

  test('verify names a cosignature that was changed, and one of before the entries', async () => {
    await addAndSeal(5)
    await keep()
    await addAndSeal(2)
    await keep()
    const [first] = await keptCheckpoints(app.owner)
    await app.owner`UPDATE record_cosignatures SET line = (SELECT line FROM record_cosignatures WHERE size = 5) WHERE size = 7`
    expect((await verify()).faults).toEqual([{ kind: 'cosignature-wrong', at: '7' }])
    const early = witnessSignerOf('witness.example/early', newKey())
    witness = witnessOf(early.vkey)
    const note = `${first?.note}${early.cosign(over(first?.note ?? ''), longAgo)}`
    expect((await verify([{ name: '5.checkpoint', note }])).faults).toEqual([
      { kind: 'cosignature-wrong', at: '5' },
    ])
  })
})

async function listen(listener: RequestListener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

const liar = witnessSignerOf('witness.example/liar', newKey())
const other = witnessSignerOf('witness.example/liar', newKey())
const over = (note: string) => readNote(note).text
const longAgo = new Date(Date.now() - 86_400_000)

/** What a witness that lies or is broken answers, and whether that is a refusal, which is an alert at once. */
const answers: [string, number, (note: string) => string, string, boolean][] = [
  [
    'a signature by another key',
    200,
    (note) => other.cosign(over(note), new Date()),
    'without a signature by',
    true,
  ],
  [
    'a signature over another size',
    200,
    (note) => liar.cosign(over(note).replace('\n5\n', '\n4\n'), new Date()),
    'does not fit',
    true,
  ],
  ['a signature of yesterday', 200, (note) => liar.cosign(over(note), longAgo), 'which is not now', true],
  [
    'a signature of tomorrow',
    200,
    (note) => liar.cosign(over(note), new Date(Date.now() + 86_400_000)),
    'which is not now',
    true,
  ],
  [
    'a whole note of its own',
    200,
    (note) => `other\n4\nAAAA\n\n${liar.cosign(over(note), new Date())}`,
    'cannot be read',
    false,
  ],
  ['a page of HTML', 200, () => '<html>Sign in</html>', 'cannot be read', false],
  ['nothing', 200, () => '', 'cannot be read', false],
  ['more entries than there are', 409, () => '6\n', 'has cosigned 6 entries', true],
  ['a size that is no number', 409, () => 'many\n', 'answered 409', false],
  ['the size again that it was asked from', 409, () => '0\n', 'does not keep to', true],
  ['that it does not know the key', 403, () => '', 'does not know the key', true],
  ['that it does not know the record', 404, () => '', 'does not know this record', true],
  ['that the record does not fit', 422, () => '', 'does not fit this one', true],
  ['an error', 500, () => 'oops', 'answered 500', false],
]
test.each(answers)(
  'keeps nothing of a witness that answers with %s',
  async (_, status, answer, says, isRefused) => {
    await addAndSeal(5)
    const server = await listen(async (request, response) => {
      const body = await text(request)
      response.writeHead(status).end(answer(body.slice(body.indexOf('\n\n') + 2)))
    })
    witness = witnessOf(liar.vkey)
    await expect(keep({ witness, url: server.url })).rejects.toThrow(says)
    server.close()
    expect(await state()).toEqual({ size: 0, failure: expect.stringContaining(says), isRefused })
    expect(await cosigned()).toEqual([])
  },
)

test('an answer without end is cut off, and one that never comes is given up', async () => {
  await addAndSeal(5)
  witness = witnessOf(liar.vkey)
  let sent = 0
  const endless = await listen((_, response) => {
    const chunk = '— witness.example/liar AAAA\n'.repeat(1_000)
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
    }
    response.on('drain', more)
    more()
  })
  await expect(keep({ witness, url: endless.url })).rejects.toThrow('too long')
  endless.close()
  expect(sent).toBeLessThan(20_000_000)
  const stop = new AbortController()
  const silent = await listen(() => stop.abort(new Error('the worker stops')))
  await expect(keep({ witness, url: silent.url }, stop.signal)).rejects.toThrow('the worker stops')
  silent.close()
  expect(await state()).toMatchObject({ size: 0, isRefused: false })
})
