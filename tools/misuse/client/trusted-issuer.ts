import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { Stage } from '../stage.ts'
import { WebClient } from './web-client.ts'

const because = 'misuse suite'
const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export type Claims = Record<string, unknown>

/** Another CIS that the officer registers for an attack: it signs tokens by its own key, or wrongly. */
export class TrustedIssuer {
  readonly issuer = 'https://misuse-suite.example'
  readonly subject = 'agent-1'
  readonly #issuerKey = 'misuse-suite'
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  /** A session that was ended is never opened again. */
  readonly #session = crypto.randomUUID()
  #version = 0

  constructor(readonly stage: Stage) {}

  /** Registers the issuer, with the agent as its only subject. */
  async register(): Promise<void> {
    await this.#save(null)
    await this.#map(true)
  }

  /** Ends the registration: it is over since yesterday. */
  async end(): Promise<void> {
    await this.#map(false)
    await this.#save(yesterday())
  }

  async #map(isMapped: boolean) {
    const { csrId } = this.stage.accounts.csrs.agent
    const body = { issuerKey: this.#issuerKey, subject: this.subject, csrId, isMapped, reason: because }
    await (await this.stage.csr('officer')).api.changeIssuerSubject({ body })
  }

  async #save(activeTo: string | null) {
    const officer = await this.stage.csr('officer')
    const { issuers } = await officer.api.readTrustedIssuers()
    this.#version = issuers.find(({ issuerKey }) => issuerKey === this.#issuerKey)?.version ?? 0
    const jwk = {
      ...this.#keys.publicKey.export({ format: 'jwk' }),
      kid: 'misuse-1',
      alg: 'ES256',
      use: 'sig',
    }
    const state = {
      displayName: 'Misuse suite',
      issuer: this.issuer,
      audience: this.stage.sites.desk,
      keyAddress: null,
      pastedKeys: JSON.stringify({ keys: [jwk] }),
      algorithms: ['ES256' as const],
      returnUrls: [`${this.issuer}/customers`],
      contextNames: ['call_id'],
      activeFrom: '2020-01-01',
      activeTo,
    }
    const body = { issuerKey: this.#issuerKey, version: this.#version, state, reason: because }
    await officer.api.saveTrustedIssuer({ body })
  }

  /** Returns the claims of a token that nothing is wrong with. */
  claims(changes: Claims = {}): Claims {
    const iat = Math.floor(Date.now() / 1000)
    const { userName, accountId } = this.stage.who('holder')
    return {
      iss: this.issuer,
      sub: this.subject,
      aud: this.stage.sites.desk,
      iat,
      exp: iat + 55,
      jti: crypto.randomUUID(),
      sid: this.#session,
      web_user: userName,
      account: accountId,
      purpose: 'call',
      purpose_reference: crypto.randomUUID(),
      ...changes,
    }
  }

  /** Signs claims; the header can be any. */
  token(claims: Claims, header: Record<string, unknown> = {}, key = this.#keys.privateKey): string {
    const text = `${encode({ alg: 'ES256', kid: 'misuse-1', typ: 'JWT', ...header })}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
    return `${text}.${signature.toString('base64url')}`
  }

  /** A token whose "signature" is a MAC by the public key, as a verifier that is told `HS256` would check it. */
  confusedToken(claims: Claims): string {
    const text = `${encode({ alg: 'HS256', kid: 'misuse-1', typ: 'JWT' })}.${encode(claims)}`
    const secret = this.#keys.publicKey.export({ format: 'pem', type: 'spki' })
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }

  /** Sends a token exchange as the other CIS's server does. */
  exchange(token: string, form: Record<string, string> = {}) {
    return new WebClient(this.stage.sites.desk).raw('POST', '/oauth/token', {
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        actor_token: token,
        actor_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        subject_token: this.stage.who('holder').userName,
        subject_token_type: 'urn:porchlight:params:oauth:token-type:web-user',
        ...form,
      },
    })
  }
}
