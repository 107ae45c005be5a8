import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Fields } from '../stand-in-server.ts'
import { type CisCustomer, customersPage } from './pages.ts'

/** What the stand-in knows of the portal whose masquerades it may start. */
export interface MasqueradeStarter {
  /** How it is registered there: `iss`. */
  readonly issuer: string
  /** The desk's origin: the audience of its tokens, and the host of the token endpoint. */
  readonly desk: string
  /** Where that origin is reached from here: Node resolves no *.localhost. */
  readonly base: string
  /** Where the views are, to which its page leads. */
  readonly view: string
  /** Who uses this stand-in: the subject that is mapped to a CSR, and a name for the page. */
  readonly agent: { readonly subject: string; readonly name: string }
  readonly customers: readonly CisCustomer[]
}

/** Where its public keys are. */
export const keysPath = '/masquerade/jwks.json'
/** Where the end of a masquerade leads. */
export const customersPath = '/customers'

const logoutEvent = { 'http://schemas.openid.net/event/backchannel-logout': {} }

type Answer = { status: number; body: Record<string, unknown> }

/** Posts a form to the desk on loopback, under the desk's public name. */
function post(
  { base, desk }: MasqueradeStarter,
  path: string,
  form: Record<string, string>,
): Promise<Answer> {
  const body = new URLSearchParams(form).toString()
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      new URL(path, base),
      {
        method: 'POST',
        headers: {
          host: new URL(desk).host,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          text += part
        })
        response.on('end', () => {
          try {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) })
          } catch (error) {
            reject(error)
          }
        })
      },
    )
    sending.on('error', reject)
    sending.end(body)
  })
}

/**
 * Serves what another CIS has to do to start masquerades: a page with its customers, its public keys, and the server-to-server calls.
 * Its key is new at each start, so that each start is a rotation of keys.
 */
export async function serveMasqueradeStarter(
  app: FastifyInstance,
  starter: MasqueradeStarter,
): Promise<void> {
  const { issuer, desk, agent, customers } = starter
  const kid = randomUUID()
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }
  let session = randomUUID()
  let calls = 0
  const show = (reply: FastifyReply, status: number, said?: string) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(customersPage(agent.name, customers, said))
  const sign = (typ: string, claims: Record<string, unknown>) =>
    new SignJWT({ ...claims, sid: session })
      .setProtectedHeader({ alg: 'ES256', kid, typ })
      .setIssuer(issuer)
      .setAudience(desk)
      .setIssuedAt()
      .setExpirationTime('60s')
      .setJti(randomUUID())
      .sign(privateKey)

  app.get(keysPath, () => ({ keys: [jwk] }))
  app.get(customersPath, (_request, reply) => show(reply, 200))
  app.post(`${customersPath}/view`, async (request, reply) => {
    const { accountId } = (request.body ?? {}) as Fields
    const customer = customers.find((one) => String(one.accountId) === accountId)
    if (!customer) return show(reply, 422, 'Choose a customer.')
    calls += 1
    const reference = `call ${calls}`
    const actorToken = await sign('JWT', {
      sub: agent.subject,
      web_user: customer.userName,
      account: customer.accountId,
      purpose: 'call',
      purpose_reference: reference,
      context: { call_id: String(calls) },
      return_url: new URL(customersPath, issuer).href,
    })
    const { body } = await post(starter, '/oauth/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      actor_token: actorToken,
      actor_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      subject_token: customer.userName,
      subject_token_type: 'urn:porchlight:params:oauth:token-type:web-user',
    })
    if (typeof body.redirect_uri === 'string') return reply.redirect(body.redirect_uri, 303)
    return show(reply, 502, `The portal refused: ${String(body.error)}. ${String(body.error_description)}`)
  })
  app.post(`${customersPath}/sign-out`, async (_request, reply) => {
    const token = await sign('logout+jwt', { events: logoutEvent })
    const { status } = await post(starter, '/oauth/revoke', { token })
    session = randomUUID()
    return show(
      reply,
      200,
      status === 200
        ? 'You signed out here, and every portal that you viewed is closed. The next button signs you in again.'
        : 'The portal did not take the sign-out.',
    )
  })
}
