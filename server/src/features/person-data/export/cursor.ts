import { createHmac, timingSafeEqual } from 'node:crypto'
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
export function placeOf(encryptionKey: string, of: Of, cursor: string): Place | undefined {
  const [text = '', mac = ''] = cursor.split('.')
  const expected = Buffer.from(macOf(encryptionKey, of, text))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const [section, after, written] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    number,
    string,
    number,
  ]
  return { section, after, written }
}
