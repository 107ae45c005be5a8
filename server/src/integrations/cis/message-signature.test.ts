import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contentDigest,
  hmacOf,
  type SignedRequest,
  signatureBase,
  signatureFields,
} from './message-signature.ts'
import { verifyRequest } from './verify-request.ts'

const key = { keyId: 'porchlight', secret: 'a secret that only these two have' }
const at = Date.UTC(2026, 9, 3, 12)

/** A request as the client makes it. */
function signed(body = '{"version":1}', made = at): SignedRequest {
  const request = {
    method: 'POST',
    url: 'https://cis.utility.example/porchlight/tasks',
    headers: {
      'content-type': 'application/json',
      'content-digest': contentDigest(body),
      'idempotency-key': '"40000001"',
    },
  }
  return { ...request, headers: { ...request.headers, ...signatureFields(key, request, made) } }
}

describe('as RFC 9421 has it', () => {
  // The test request and the shared secret of its appendix B.1.5 and B.2.
  const secret = Buffer.from(
    'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
    'base64',
  )
  const request = {
    method: 'POST',
    url: 'https://example.com/foo?param=Value&Pet=dog',
    headers: { date: 'Tue, 20 Apr 2021 02:07:55 GMT', 'content-type': 'application/json' },
  }

  test('B.2.5: the base and the signature, byte by byte', () => {
    const params = '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"'
    const base = signatureBase(request, ['date', '@authority', 'content-type'], params)
    expect(base.split('\n')).toEqual([
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@authority": example.com',
      '"content-type": application/json',
      `"@signature-params": ${params}`,
    ])
    expect(hmacOf(secret, base).toString('base64')).toBe('pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=')
  })

  test('the host is in lower case without a default port, the path without its query', () => {
    const there = { ...request, url: 'https://EXAMPLE.com:443/foo?a=b' }
    expect(signatureBase(there, ['@authority', '@path'], '()')).toBe(
      '"@authority": example.com\n"@path": /foo\n"@signature-params": ()',
    )
    expect(() => signatureBase(request, ['content-digest'], '()')).toThrow('content-digest')
  })
})

describe('who verifies', () => {
  test('accepts a signature by one of its keys: two are valid during a key rotation', () => {
    expect(verifyRequest([key], signed(), '{"version":1}', at)).toBe('right')
    const next = { keyId: 'next', secret: 'the key after it' }
    expect(verifyRequest([next, key], signed(), '{"version":1}', at + 200_000)).toBe('right')
    expect(verifyRequest([next], signed(), '{"version":1}', at)).toBe('key-unknown')
    expect(verifyRequest([{ ...key, secret: 'guessed' }], signed(), '{"version":1}', at)).toBe(
      'signature-wrong',
    )
  })

  test('refuses a signature more than ten minutes old or early', () => {
    for (const later of [600_000, -600_000])
      expect(verifyRequest([key], signed(), '{"version":1}', at + later)).toBe('signature-too-old')
  })

  test('detects every change of method, target, header and body', () => {
    const right = signed()
    const changed = (headers: Record<string, string>) => ({
      ...right,
      headers: { ...right.headers, ...headers },
    })
    const verify = (request: SignedRequest, body = '{"version":1}') => verifyRequest([key], request, body, at)
    expect(verify({ ...right, method: 'PUT' })).toBe('signature-wrong')
    expect(verify({ ...right, url: 'https://cis.utility.example/porchlight/other' })).toBe('signature-wrong')
    expect(verify({ ...right, url: 'https://evil.example/porchlight/tasks' })).toBe('signature-wrong')
    expect(verify(changed({ 'idempotency-key': '"40000002"' }))).toBe('signature-wrong')
    expect(verify(changed({ 'content-digest': contentDigest('{}') }), '{}')).toBe('signature-wrong')
    expect(verify(right, '{}')).toBe('digest-wrong')
    const { 'idempotency-key': _, ...keyless } = right.headers
    expect(verify({ ...right, headers: keyless })).toBe('signature-missing')
    const less = right.headers['signature-input']?.replace(' "idempotency-key"', '') ?? ''
    expect(verify(changed({ 'signature-input': less }))).toBe('signature-missing')
  })

  test('refuses any other text in the two signature fields, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (input, signature) => {
        const headers = { ...signed().headers, 'signature-input': input, signature }
        expect(verifyRequest([key], { ...signed(), headers }, '{"version":1}', at)).not.toBe('right')
      }),
    )
  })
})
