import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { cosignaturesOf, witnessOf, witnessSignerOf } from './cosignature.ts'
import { makeNoteKey, signerOf, signNote, verifierOf } from './note.ts'

const privateKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const signer = witnessSignerOf('witness.example/w1', privateKey())
const witness = witnessOf(signer.vkey)
const text = 'example.com/record\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
const log = makeNoteKey('example.com/record')
const note = signNote(text, [signerOf('example.com/record', log.privateKey)])
const at = new Date('2026-11-30T12:00:00.900Z')

test('reads the published example of tlog-cosignature: its witness, and its time', () => {
  const published = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`
  // The public key of the example is not published: only that the line is of this key, and what its time is.
  const named = { ...witness, name: 'witness.example.com/w1', keyId: Buffer.from('8d66cf3f', 'hex') }
  expect(cosignaturesOf(published, [{ ...named, verify: () => true }])[0]?.at).toEqual(
    new Date(1679315147_000),
  )
  expect(() => cosignaturesOf(published, [named])).toThrow('does not fit')
})

test('a cosignature fits its checkpoint and has the time of the witness in seconds', () => {
  const line = signer.cosign(text, at)
  expect(cosignaturesOf(`${note}${line}`, [witness])).toEqual([
    { witness: signer.vkey.split('+').slice(0, 2).join('+'), at: new Date('2026-11-30T12:00:00Z'), line },
  ])
  expect(cosignaturesOf(note, [witness])).toEqual([])
})

test('refuses a cosignature over another size, with another time, and by another key of the same id', () => {
  const [, , encoded = ''] = signer.cosign(text, at).trim().split(' ')
  const late = Buffer.from(encoded, 'base64')
  late[11] = (late[11] ?? 0) + 1
  for (const line of [
    signer.cosign(text.replace('\n7\n', '\n8\n'), at),
    `— witness.example/w1 ${late.toString('base64')}\n`,
    `— witness.example/w1 ${Buffer.from(encoded, 'base64').subarray(0, 40).toString('base64')}\n`,
    signer.cosign(text, new Date(0)),
  ])
    expect(() => cosignaturesOf(`${note}${line}`, [witness]), line).toThrow('cosignature')
  const stranger = witnessSignerOf('witness.example/w1', privateKey())
  expect(cosignaturesOf(`${note}${stranger.cosign(text, at)}`, [witness])).toEqual([])
})

test('the key of a record is no witness, and the key of a witness signs no record', () => {
  expect(() => witnessOf(log.vkey)).toThrow('not a witness')
  expect(() => verifierOf(signer.vkey)).toThrow('not an Ed25519 key')
})
