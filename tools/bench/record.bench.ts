/**
 * Measures the record: entries appended by requests (compared with a bare INSERT in the same run), sealed into the tree, verified and proved.
 * Counts the edits by a database's owner that the verification names, and the events that a collector lost or received twice
 * after either side was killed. `--json`: one object as the last line. `--quick`: a tenth of the entries.
 */

import { hash } from 'node:crypto'
import { streamKillTest } from '@porchlight/server/features/record-stream/kill-test.fixture.ts'
import { proveRecord, verifierOf, verifyRecord } from '@porchlight/server/features/the-record/index.ts'
import {
  addEntries,
  emptyRecord,
  isSettled,
  keptCheckpoints,
  key,
  origin,
  seal,
  smallRecord,
} from '@porchlight/server/features/the-record/record.fixture.ts'
import { recordEdits } from '@porchlight/server/features/the-record/record-edits.fixture.ts'
import { openBenchApp } from './bench-app.ts'

const count = process.argv.includes('--quick') ? 20_000 : 200_000
const app = await openBenchApp()
const { owner, database } = app
const perSecond = (n: number, ms: number) => Math.round((n / ms) * 1_000)
const timed = async (work: () => PromiseLike<unknown>) => {
  const started = performance.now()
  const cpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { ms: performance.now() - started, cpuMs: (user + system) / 1_000 }
}

/** Hashes as much as a verification of so many entries does: a leaf, a node of the tree, and two values that may be erased. */
function hashesAlone(n: number): void {
  const leaf = `\0${'x'.repeat(330)}`
  const [node, value] = [Buffer.alloc(65, 1), Buffer.alloc(41, 1)]
  for (let i = 0; i < n; i++) {
    hash('sha256', leaf, 'binary')
    hash('sha256', node, 'binary')
    hash('sha256', value, 'hex')
    hash('sha256', value, 'hex')
  }
}

/** Writes one entry in each transaction, as a request does, from eight connections. */
async function append(of: 'function' | 'bare', n: number) {
  const entries = database.desk.json([
    {
      event: 'read',
      action: 'account:view',
      actor_kind: 'csr',
      csr_id: 'tom.becker',
      ip_address: '192.0.2.1',
      account_id: 1,
      correlation_id: crypto.randomUUID(),
    },
  ])
  const one = () =>
    of === 'function'
      ? database.desk`SELECT append_record(${entries})`
      : owner.unsafe(
          "INSERT INTO bare (at, action, csr_id) VALUES (now(), 'account:view', 'tom.becker')",
          [],
          { prepare: true },
        )
  const lane = async () => {
    for (let i = 0; i < n / 8; i++) await one()
  }
  return timed(() => Promise.all(Array.from({ length: 8 }, lane)))
}

try {
  await owner`CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, action text, csr_id text)`
  const appended = count / 20
  const bare = await append('bare', appended)
  const entries = await append('function', appended)
  await emptyRecord(owner)
  await addEntries(count, owner)
  await owner`UPDATE record_entries SET account_id = 1 WHERE details ->> 'n' LIKE '%000'`
  const sealing = await timed(() => seal(app))
  const verifying = await timed(async () => {
    const { faults, size } = await verifyRecord(owner, {
      origin,
      verifiers: [verifierOf(key.vkey)],
      kept: await keptCheckpoints(owner),
    })
    if (faults.length > 0 || size !== count)
      throw new Error(`verified ${size} entries with ${faults.length} faults`)
  })
  const hashing = await timed(async () => hashesAlone(count))
  let proofs = 0
  const proving = await timed(async () => {
    for await (const _ of proveRecord(owner, { accountId: 1 })) proofs += 1
  })
  let named = 0
  for (const [, edit, says] of recordEdits) {
    const first = await smallRecord(app)
    const kept = await keptCheckpoints(owner)
    for (let i = 0; i < 10 && !(await isSettled(app, first + 607)); i++);
    await edit(app, first)
    const { faults } = await verifyRecord(owner, { origin, verifiers: [verifierOf(key.vkey)], kept })
    if (faults[0] && `${faults[0].kind} ${faults[0].at}` === says(first)) named += 1
  }
  await owner`TRUNCATE record_streams`
  await emptyRecord(owner)
  const { kills, lost, doubled } = await streamKillTest({
    owner,
    databaseUrl: app.url,
    kills: 36,
    random: Math.random,
  })
  const figures = {
    append_per_s: perSecond(appended, entries.ms),
    seal_per_s: perSecond(count, sealing.ms),
    verify_per_s: perSecond(count, verifying.ms),
    proof_ms: Math.round((proving.ms / proofs) * 100) / 100,
    edits: { tried: recordEdits.length, named },
    export: { kills, lost, doubled },
  }
  // What says how busy the machine was: a bare INSERT, the CPU time of one core for each entry, and that of its hashes alone.
  const microseconds = (cpuMs: number) => Math.round((cpuMs / count) * 10_000) / 10
  console.table({
    ...figures,
    bare_insert_per_s: perSecond(appended, bare.ms),
    seal_cpu_us: microseconds(sealing.cpuMs),
    verify_cpu_us: microseconds(verifying.cpuMs),
    hashes_cpu_us: microseconds(hashing.cpuMs),
  })
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
} finally {
  await app.close()
}
