import { expect, test } from 'vitest'
import { openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { hashLeaf } from './merkle.ts'
import { makeNoteKey, NoteError, openNote, signerOf, signNote, verifierOf } from './note.ts'
import { readTlogProof, writeTlogProof } from './tlog-proof.ts'

const published = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`,
}

const origin = 'desk.utility.example/record'
const key = makeNoteKey(origin)
const signer = signerOf(origin, key.privateKey)
const checkpoint = { origin, size: 7, root: hashLeaf('root') }

test('verifies the published note of C2SP signed-note with its published key, and not when a letter differs', () => {
  const verifiers = [verifierOf(published.vkey)]
  expect(openNote(published.note, verifiers)).toBe('This is an example message.\n')
  expect(() => openNote(published.note.replace('example m', 'examplE m'), verifiers)).toThrow(NoteError)
})

test('a checkpoint is verified by the key that signed it, by none of another, and for one record only', () => {
  const note = signCheckpoint(checkpoint, [signer])
  expect(signer.vkey).toBe(key.vkey)
  expect(openCheckpoint(note, [verifierOf(key.vkey)], origin)).toEqual(checkpoint)
  const other = verifierOf(makeNoteKey(origin).vkey)
  expect(() => openCheckpoint(note, [other], origin)).toThrow('signed by none of the given keys')
  expect(() => openCheckpoint(note, [verifierOf(key.vkey)], 'desk.other.example/record')).toThrow(
    'belongs to',
  )
  expect(() => openCheckpoint(note.replace('\n7\n', '\n8\n'), [verifierOf(key.vkey)], origin)).toThrow(
    'does not fit',
  )
})

test('both keys of a rotation sign one checkpoint, and either of them verifies it', () => {
  const next = makeNoteKey(origin)
  const note = signCheckpoint(checkpoint, [signer, signerOf(origin, next.privateKey)])
  for (const vkey of [key.vkey, next.vkey])
    expect(openCheckpoint(note, [verifierOf(vkey)], origin)).toEqual(checkpoint)
})

test('refuses invalid notes, keys and checkpoints', () => {
  const verifiers = [verifierOf(key.vkey)]
  for (const text of ['', 'text', 'text\n\n', `text\n\n— ${origin}\n`, 'text\n\n- a b\n'])
    expect(() => openNote(text, verifiers), text).toThrow(NoteError)
  for (const vkey of ['', 'a+b+c', key.vkey.replace('+', '+0'), 'a b+00000000+AA=='])
    expect(() => verifierOf(vkey), vkey).toThrow(NoteError)
  expect(() => signerOf(origin, 'not a key')).toThrow(NoteError)
  expect(() => signerOf('two words', key.privateKey)).toThrow(NoteError)
  const noCheckpoint = signNote(`${origin}\n07\nAA==\n`, [signer])
  expect(() => openCheckpoint(noCheckpoint, verifiers, origin)).toThrow('not a checkpoint')
})

test('a proof file is read as it was written; a broken one is refused', () => {
  const note = signCheckpoint(checkpoint, [signer])
  const proof = { index: 3, path: [hashLeaf('a'), hashLeaf('b')], checkpoint: note, leaf: '{"é":1}' }
  expect(readTlogProof(writeTlogProof(proof))).toEqual(proof)
  const text = writeTlogProof(proof)
  expect(text.split('\n')[0]).toBe('c2sp.org/tlog-proof@v1')
  for (const broken of [
    '',
    text.replace('index 3', 'index -3'),
    text.replace('index 3', 'index 03'),
    text.slice(5),
  ])
    expect(() => readTlogProof(broken)).toThrow(NoteError)
  expect(() => readTlogProof(text.replace(proof.path[0]?.toString('base64') ?? '', 'AAAA'))).toThrow(
    'wrong length',
  )
})
