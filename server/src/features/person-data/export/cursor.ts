import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Keys, listOf } from '#encryption/encryption-keys.ts'
import type { Place } from './export-page.ts'

/** Who goes on with which file. */
type Of = { personId: number; csrId: string; deskSessionId: number }

const macOf = (encryptionKey: string, of: Of, text: string) =>
  createHmac('sha256', encryptionKey)
    .update(`person data cursor ${of.personId} ${of.csrId} ${of.deskSessionId} ${text}`)
    .digest('base64url')

/** Returns the place as a text that only this server makes: a page without a beginning on the record cannot be asked for. */
export function cursorOf(encryptionKey: string, of: Of, { section, after, written }: Place): string {
  const text = Buffer.from(JSON.stringify([section, after, written])).toString('base64url')
  return `${text}.${macOf(encryptionKey, of, text)}`
}

/** Reads a cursor; undefined for one that was made for another person, session or CSR, or by nobody here. */
export function placeOf(keys: Keys, of: Of, cursor: string): Place | undefined {
  const [text = '', mac = ''] = cursor.split('.')
  const given = Buffer.from(mac)
  const isOf = (key: string) => {
    const expected = Buffer.from(macOf(key, of, text))
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
  if (!listOf(keys).some(isOf)) return undefined
  const [section, after, written] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    number,
    string,
    number,
  ]
  return { section, after, written }
}
