import { generateKeyPairSync } from 'node:crypto'
import { type Attack, must, mustEqual } from '../attack.ts'
import { TrustedIssuer } from '../client/trusted-issuer.ts'
import { WebClient } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'

async function withIssuer(stage: Stage, work: (issuer: TrustedIssuer) => Promise<void>): Promise<void> {
  const issuer = new TrustedIssuer(stage)
  await issuer.register()
  try {
    await work(issuer)
  } finally {
    await issuer.end()
  }
}

/** Returns the code and the view of an exchange that succeeded. */
function arrivalOf(text: string) {
  const url = new URL((JSON.parse(text) as { redirect_uri: string }).redirect_uri)
  const code = new URLSearchParams(url.hash.slice(1)).get('code') ?? ''
  return { code, view: new WebClient(url.origin), address: url }
}

export const exchanging: readonly Attack[] = [
  {
    id: '12-exchange',
    point: 12,
    title: 'another system starts nothing with a token that is wrong in any way',
    attack:
      'tokens for another audience, expired, long-lived, without or with a confused algorithm, by another key, with a key in the header, by a CSR who is not listed, about another account, and used twice',
    expected:
      '400 each time, the same bytes for every wrong token, and no masquerade; one for the right token',
    async run(stage) {
      await withIssuer(stage, async (issuer) => {
        const now = Math.floor(Date.now() / 1000)
        const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
        const used = issuer.token(issuer.claims())
        mustEqual((await issuer.exchange(used)).status, 200, 'a right token')
        const wrong: Record<string, string> = {
          'another audience': issuer.token(issuer.claims({ aud: 'https://other.example' })),
          'no audience': issuer.token(issuer.claims({ aud: undefined })),
          expired: issuer.token(issuer.claims({ iat: now - 120, exp: now - 61 })),
          'an hour': issuer.token(issuer.claims({ exp: now + 3600 })),
          'alg none': `${issuer.token(issuer.claims(), { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
          'HS256 by the public key': issuer.confusedToken(issuer.claims()),
          'the key of a stranger': issuer.token(issuer.claims(), {}, stranger.privateKey),
          'a key in the header': issuer.token(
            issuer.claims(),
            { jwk: stranger.publicKey.export({ format: 'jwk' }) },
            stranger.privateKey,
          ),
          'an unknown key': issuer.token(issuer.claims(), { kid: 'misuse-2' }),
          'another issuer': issuer.token(issuer.claims({ iss: 'https://other.example' })),
          'a used token': used,
        }
        const said = new Set<string>()
        for (const [what, token] of Object.entries(wrong)) {
          const { status, text } = await issuer.exchange(token)
          mustEqual(status, 400, `the exchange of a token: ${what}`)
          said.add(text)
        }
        mustEqual(said.size, 1, 'different answers to wrong tokens')
        for (const [what, changes] of [
          ['a CSR who is not listed', { sub: 'agent-2' }],
          ['an account of another customer', { account: stage.who('other').accountId }],
          ['a protected customer', { account: stage.accounts.protected.accountId }],
        ] as const)
          must(
            (await issuer.exchange(issuer.token(issuer.claims(changes)))).status >= 400,
            `an exchange for ${what}`,
          )
      })
      const after = new TrustedIssuer(stage)
      must(
        (await after.exchange(after.token(after.claims()))).status >= 400,
        'an issuer that has ended exchanges',
      )
    },
  },
  {
    id: '17-exchange',
    point: 17,
    title: 'a code from another system starts nothing before its CSR confirms, and nobody else can',
    attack:
      'the code’s browser asks for the customer’s pages before it confirms; a second browser posts the code and confirms; the code is sent as another credential',
    expected: '401 before the confirmation; the second browser gets nothing and takes the code away',
    async run(stage) {
      await withIssuer(stage, async (issuer) => {
        const exchanged = await issuer.exchange(issuer.token(issuer.claims()))
        mustEqual(exchanged.status, 200, 'a right token')
        const { code, view, address } = arrivalOf(exchanged.text)
        must(
          !`${address.pathname}${address.search}`.includes(code),
          'the code is in the address that servers see',
        )
        for (const token of [code, exchanged.text])
          mustEqual(
            (await view.raw('GET', '/api/portal-context', { headers: { authorization: `Bearer ${token}` } }))
              .status,
            401,
            'the code as a bearer token',
          )
        const origin = view.origin
        const arrived = await view.raw('POST', '/arrive', { form: { code }, headers: { origin } })
        must(arrived.status < 400, `the arrival was answered ${arrived.status}`)
        const path = `/accounts/${stage.who('holder').accountId}/information`
        for (const page of ['/api/portal-context', path])
          mustEqual((await view.raw('GET', page)).status, 401, `${page} before the confirmation`)
        const thief = new WebClient(origin)
        const second = await thief.raw('POST', '/arrive', { form: { code }, headers: { origin } })
        mustEqual(second.status, 401, 'the arrival of a second browser')
        mustEqual((await thief.raw('GET', '/api/portal-context')).status, 401, 'the second browser')
        mustEqual(
          (await view.submit('/arrive/confirm', { promptVersion: '0' })).status,
          401,
          'the confirmation after the code was posted twice',
        )
        mustEqual((await view.raw('GET', '/api/portal-context')).status, 401, 'the first browser')
      })
    },
  },
]
