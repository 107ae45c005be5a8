import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { proveRecord } from '@porchlight/server/features/the-record/index.ts'
import { addEntries, key, seal } from '@porchlight/server/features/the-record/record.fixture.ts'
import { createTestApp, type TestApp } from '@porchlight/server/testing/test-app.ts'
import { witnessSignerOf } from '@porchlight/server/transparency-log/cosignature.ts'
import { readNote } from '@porchlight/server/transparency-log/note.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'

const verifier = fileURLToPath(new URL('../verify-record.mjs', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-record-'))
const keys = path.join(folder, 'keys.pub')

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.owner`TRUNCATE record_entries`
  await addEntries(300, app.owner)
  await app.owner`UPDATE record_entries SET account_id = 1000000016 WHERE details ->> 'n' IN ('1', '150', '300')`
  await seal(app)
  writeFileSync(keys, `2026-11-30 ${key.vkey}\n`)
  for await (const { recordEntryId, proof, values } of proveRecord(app.owner, { accountId: 1_000_000_016 })) {
    writeFileSync(path.join(folder, `${recordEntryId}.tlog-proof`), proof)
    writeFileSync(path.join(folder, `${recordEntryId}.values.json`), JSON.stringify(values))
  }
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})

const proofs = () => readdirSync(folder).filter((name) => name.endsWith('.tlog-proof'))
const verify = (files: readonly string[], by = keys) => {
  const { stdout, status } = spawnSync(process.execPath, [verifier, by, ...files], {
    encoding: 'utf8',
    cwd: folder,
  })
  return { lines: stdout.trim().split('\n'), status }
}

test('every entry about an account is proved by one file, without the database', () => {
  const { lines, status } = verify(proofs())
  expect(status).toBe(0)
  expect(lines).toHaveLength(3)
  for (const line of lines)
    expect(line).toMatch(/PROVED, entry \d+ of 300 in .*"csr":"tom.becker".*"ip":"192.0.2.1"/)
  expect(lines.map((line) => /"givenReason":"(.+?)"/.exec(line)?.[1]).sort()).toEqual([
    'why 1',
    'why 150',
    'why 300',
  ])
})

test('a changed entry, a changed value, another place and another key are not proved', () => {
  const [name = ''] = proofs()
  const text = readFileSync(path.join(folder, name), 'utf8')
  const changed = (file: string, by: (text: string) => string) => {
    writeFileSync(path.join(folder, file), by(text))
    return verify([file])
  }
  const otherEntry = (proof: string) =>
    proof.replace(/extra (.+)/, (_, leaf) => {
      const forged = Buffer.from(leaf, 'base64').toString().replace('tom.becker', 'kenji.sato')
      return `extra ${Buffer.from(forged).toString('base64')}`
    })
  const results = [
    changed('a.tlog-proof', otherEntry),
    changed('b.tlog-proof', (proof) => proof.replace(/index \d+/, 'index 7')),
    changed('c.tlog-proof', (proof) => proof.replace('\n300\n', '\n301\n')),
    changed('d.tlog-proof', () => 'nothing'),
  ]
  for (const { status, lines } of results)
    expect([status, lines[0]]).toEqual([1, expect.stringContaining('NOT PROVED')])
  writeFileSync(path.join(folder, 'e.tlog-proof'), text)
  writeFileSync(
    path.join(folder, 'e.values.json'),
    JSON.stringify({ ip: { value: '203.0.113.9', salt: '00' } }),
  )
  expect(verify(['e.tlog-proof']).lines[0]).toContain('the value of ip is not the one')
  writeFileSync(path.join(folder, 'ended.pub'), `2020-01-01 2020-12-31 ${key.vkey}\n`)
  expect(verify([name], 'ended.pub').lines[0]).toContain('had ended before the entry')
  writeFileSync(
    path.join(folder, 'other.pub'),
    'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n',
  )
  expect(verify([name], 'other.pub').lines[0]).toContain('not signed by any')
})

test('with the public key of a witness among the keys, only a checkpoint that the witness cosigned proves an entry', () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const witness = witnessSignerOf('witness.example/w1', pem)
  const [name = ''] = proofs()
  const proof = readFileSync(path.join(folder, name), 'utf8')
  const note = proof.slice(proof.indexOf('\n\n') + 2)
  const { text } = readNote(note)
  const now = new Date()
  const verifyWith = (line: string) => {
    writeFileSync(path.join(folder, 'w.tlog-proof'), `${proof}${line}`)
    writeFileSync(path.join(folder, 'witnessed.pub'), `2026-11-30 ${key.vkey}\n${witness.vkey}\n`)
    const { lines, status } = verify(['w.tlog-proof'], 'witnessed.pub')
    return `${status} ${lines[0]}`
  }
  expect(verifyWith(witness.cosign(text, now))).toMatch(
    /^0 .*PROVED, .*witnessed by witness\.example\/w1 at \d{4}-/,
  )
  const [, , encoded = ''] = witness.cosign(text, now).trim().split(' ')
  const later = Buffer.from(encoded, 'base64')
  later[11] = (later[11] ?? 0) ^ 1
  for (const line of [
    '',
    witness.cosign(text.replace('\n300\n', '\n299\n'), now),
    witness.cosign(text, now).replace('/w1', '/w2'),
    `— witness.example/w1 ${later.toString('base64')}\n`,
  ])
    expect(verifyWith(line), line).toContain('NOT PROVED, no witness has cosigned')
  expect(verifyWith(witness.cosign(text, new Date(now.getTime() - 86_400_000)))).toContain(
    'cosigned the checkpoint before the entry',
  )
  // A witness alone signs no record.
  writeFileSync(path.join(folder, 'alone.pub'), `${witness.vkey}\n`)
  writeFileSync(path.join(folder, 'w.tlog-proof'), `${proof}${witness.cosign(text, now)}`)
  expect(verify(['w.tlog-proof'], 'alone.pub').lines[0]).toContain('not signed by any')
})
