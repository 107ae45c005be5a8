import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { keyUses } from './uses.ts'

const source = path.join(import.meta.dirname, '..')

test('says for every keyed hash, derived key and cipher of the server what a change of the encryption key does with it', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.ts$/.test(file) && !/\.(test|fixture)\.ts$|^testing\//.test(file))
  const keyed = files.filter((file) =>
    /\b(createHmac|createCipheriv|createDecipheriv|hkdfSync|hkdf)\(/.test(
      readFileSync(path.join(source, file), 'utf8'),
    ),
  )
  expect(keyed.sort()).toEqual(Object.keys(keyUses).sort())
})
