import { randomInt } from 'node:crypto'
import { api } from '@porchlight/contract/api.ts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { onlyKey } from '#encryption/encryption-keys.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { keptForms } from './kept-forms.ts'

/** What the portal never keeps; see `portal/src/app/kept-form.ts`. */
const isSecret = (name: string) => /password|^key$/i.test(name)
/** Told by the payment page, not typed by anybody. */
const notForms = ['settleCardPayment']

type Schema = {
  type?: string
  maxLength?: number
  pattern?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** The texts that a body takes, each with the most characters that it may have; infinite where the contract names no limit. */
function texts(schema: Schema, name = ''): { name: string; most: number }[] {
  if (schema.type === 'string' && schema.enum === undefined && schema.const === undefined) {
    // A pattern of one short line, such as a postal code.
    const most = schema.maxLength ?? (schema.pattern === undefined ? Number.POSITIVE_INFINITY : 30)
    return [{ name, most }]
  }
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
      texts(value, name ? `${name}.${key}` : key),
    ),
    ...(schema.anyOf ?? []).flatMap((one) => texts(one, name)),
    ...(schema.items ? texts(schema.items, name) : []),
  ]
}

const forms = Object.entries(api).flatMap(([name, endpoint]) => {
  const isTyped = endpoint.method !== 'GET' && !endpoint.path.startsWith('/api/desk') && 'body' in endpoint
  if (!isTyped || !endpoint.body || notForms.includes(name)) return []
  const schema = z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as Schema
  const fields = texts(schema).filter(({ name: field }) => !isSecret(field))
  const isOwnText = endpoint.action !== 'customer:search'
  return isOwnText && fields.length > 0 ? [[name, fields] as const] : []
})

/** The text that packs worst: three bytes a character, none like the one before. */
const worst = (most: number) =>
  Array.from({ length: most }, () => String.fromCharCode(randomInt(0x4e00, 0x9fff))).join('')

test('the walk visits every form of the portal', () => {
  expect(forms.map(([name]) => name)).toEqual(
    expect.arrayContaining(['changeMailingAddress', 'linkAccount', 'requestPasswordReset', 'signIn']),
  )
})

test.each(forms)(
  'whatever %s takes at the most, its form is kept when the session has ended',
  (name, fields) => {
    // What a field was shown with goes along (`was.line1`), and is no longer than the field itself.
    const mostOf = (field: string) =>
      fields.find((one) => one.name === field.replace(/^was\./, ''))?.most ?? Number.POSITIVE_INFINITY
    const typed = fields.map(({ name: field, most }): [string, string] => {
      const limit = Math.min(most, mostOf(field))
      // A text without a limit must not be in a form that is to be kept: then this fails.
      return [field, worst(Number.isFinite(limit) ? limit : 10_000)]
    })
    const forms = keptForms({ isSecure: true, ...onlyKey(testEncryptionKey) }, undefined)
    const page = `/accounts/1000000001/${name}`
    expect(forms.keep({ page, form: page, why: 'session-ended', mark: 'm'.repeat(22), fields: typed })).toBe(
      true,
    )
    const [cookie = ''] = forms.headers()
    expect(cookie.length).toBeLessThan(4_096)
    const again = keptForms({ isSecure: true, ...onlyKey(testEncryptionKey) }, cookie.split(';')[0])
    expect(again.find(page, ['m'.repeat(22)])?.fields).toEqual(typed)
  },
)
