import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SignJWT } from 'jose'
import type { JWKS, default as Provider } from 'oidc-provider'
import type { DemoStaff } from './staff.ts'

/** The scope of a client's own token for the address of the groups. */
export const groupScope = 'groups.read'

const tokenOf = ({ subject }: DemoStaff) => `link-token-of-${subject}`

type Config = { issuer: string; jwks: JWKS; staff: readonly DemoStaff[] }

async function signed({ issuer, jwks }: Config, { subject, groups = [] }: DemoStaff): Promise<string> {
  const [jwk] = jwks.keys
  if (!jwk) throw new Error('the provider has no key')
  return new SignJWT({ groups: [...groups] })
    .setProtectedHeader({ alg: 'ES256', ...(jwk.kid && { kid: jwk.kid }) })
    .setIssuer(issuer)
    .setSubject(subject)
    .setIssuedAt()
    .sign(createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }))
}

/** Returns what an ID token or the user info says about a person's groups. */
export async function groupClaims(
  config: Config,
  person: DemoStaff,
  use: string,
): Promise<Record<string, unknown>> {
  const { groups, groupForm = 'list', subject } = person
  if (groups === undefined) return {}
  const source = (more: object) => ({ _claim_names: { groups: 'src1' }, _claim_sources: { src1: more } })
  const at = (path: string) => `${config.issuer}/groups/${encodeURIComponent(subject)}${path}`
  switch (groupForm) {
    case 'list':
      return { groups }
    case 'text':
      return { groups: groups[0] }
    case 'user-info':
      return use === 'userinfo' ? { groups } : {}
    case 'link':
      return source({ endpoint: at('/getMemberObjects') })
    case 'hasgroups':
      return { hasgroups: true }
    case 'link-with-token':
      return source({ endpoint: at(''), access_token: tokenOf(person) })
    case 'signed':
      return source({ JWT: await signed(config, person) })
    case 'elsewhere':
      return source({ endpoint: 'http://169.254.169.254/latest/meta-data/getMemberObjects' })
    case 'silent':
      return source({ endpoint: at('/silence') })
    case 'redirects':
      return source({ endpoint: at('/redirect') })
  }
}

/** Serves the groups at the address that a token links to, to those who show a token for it. */
export function groupRoutes(app: FastifyInstance, provider: Provider, config: Config): void {
  const allowed = async (request: FastifyRequest): Promise<DemoStaff | undefined> => {
    const { subject } = request.params as { subject: string }
    const person = config.staff.find((one) => one.subject === subject)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!person || token === '') return undefined
    if (token === tokenOf(person)) return person
    const [ofPerson, ofClient] = await Promise.all([
      provider.AccessToken.find(token),
      provider.ClientCredentials.find(token),
    ])
    return ofPerson?.accountId === subject || ofClient?.scope?.split(' ').includes(groupScope)
      ? person
      : undefined
  }
  const shown =
    (body: (person: DemoStaff) => Promise<object | string>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const person = await allowed(request)
      if (!person) return reply.code(401).send({ error: 'invalid_token' })
      const content = await body(person)
      if (typeof content === 'string') return reply.type('application/jwt').send(content)
      return reply.send(content)
    }
  const halves = ({ groups = [] }: DemoStaff) => {
    const half = Math.ceil(groups.length / 2)
    return [groups.slice(0, half), groups.slice(half)] as const
  }

  app.get(
    '/groups/:subject',
    shown((person) => signed(config, person)),
  )
  app.post(
    '/groups/:subject/getMemberObjects',
    shown(async (person) => ({
      value: halves(person)[0],
      '@odata.nextLink': `${config.issuer}/groups/${encodeURIComponent(person.subject)}/more`,
    })),
  )
  app.get(
    '/groups/:subject/more',
    shown(async (person) => ({
      value: halves(person)[1].map((id) => ({ id, displayName: `Group ${id}` })),
    })),
  )
  app.get('/groups/:subject/redirect', (_, reply) => reply.redirect('http://127.0.0.1:1/groups'))
  // Answers when the reader has gone: with a time limit that is soon.
  app.get('/groups/:subject/silence', (request, reply) => {
    reply.hijack()
    request.raw.socket.once('close', () => reply.raw.destroy())
  })
}
