import Provider, { interactionPolicy, type JWKS, type KoaContextWithOIDC } from 'oidc-provider'
import { Html, html } from '../../html.ts'
import { standInHeaders } from '../stand-in-server.ts'
import { formPage, plainPage } from './pages.ts'
import { providerMemory } from './provider-memory.ts'
import { requiredClass } from './required-class.ts'
import { secondFactorClass } from './second-factor.ts'
import type { DemoStaff } from './staff.ts'
import { wordsFor } from './words.ts'

export interface IdentityStandInConfig {
  /** The public address, `http://id.localhost:8080`; browsers reach it through the server's proxy. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  /** Origins that a sign-in goes on to behind its redirect URI: browsers check every hop after a form. */
  readonly leadsOnTo?: readonly string[]
  /** Where "go to the desk" leads from a page that can go no further. */
  readonly deskUrl: string
  readonly staff: readonly DemoStaff[]
  /** Private ES256 keys as `newSigningKeys` makes them, kept by the caller so that a restart changes no key. */
  readonly jwks: JWKS
  readonly cookieKeys: readonly string[]
}

const hours = 3600

const policy = () => {
  const prompts = interactionPolicy.base()
  prompts.remove('consent')
  prompts.get('login')?.checks.add(
    new interactionPolicy.Check(
      'second_factor',
      'a second factor is required',
      'login_required',
      ({ oidc }) => {
        return requiredClass(oidc.params ?? {}) === 'second-factor' && oidc.acr !== secondFactorClass
      },
    ),
  )
  return prompts
}

/** The organisation's own client needs nobody's consent: the grant is there as soon as the person is known. */
const grantFor = async (ctx: KoaContextWithOIDC) => {
  const { client, session, provider } = ctx.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const found = known === undefined ? undefined : await provider.Grant.find(known)
  if (found !== undefined) return found
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}

const signOutForm = (ctx: KoaContextWithOIDC, form: string) => {
  const words = wordsFor(ctx.get('accept-language'))
  ctx.body = formPage(
    words,
    words.signOutTitle,
    words.signOutLead,
    html`${new Html(form)}<p><button class="full" form="op.logoutForm" name="logout" value="yes">${words.signOutYes}</button></p>
<p><button class="quiet full" form="op.logoutForm">${words.signOutNo}</button></p>`,
  )
}

/** The library's page that posts itself by script becomes a page with a button: our pages run no script. */
const withoutScript = (words: ReturnType<typeof wordsFor>, body: string): string => {
  const form = /<form[\s\S]*<\/form>/.exec(body)?.[0] ?? ''
  const shown = form.replace(/<noscript>[\s\S]*?<button/, '<button class="full"').replace('</noscript>', '')
  return formPage(words, words.continueTitle, '', new Html(shown))
}

/** The OpenID provider itself; its interaction pages are served beside it. */
export const identityProvider = (config: IdentityStandInConfig): Provider => {
  const leadsTo = [...config.redirectUris, ...config.postLogoutRedirectUris].map((uri) => new URL(uri).origin)
  const headers = standInHeaders([...new Set(leadsTo)])
  const provider = new Provider(config.issuer, {
    adapter: providerMemory(),
    acrValues: [secondFactorClass],
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
    },
    clients: [
      {
        client_id: config.clientId,
        client_secret: config.clientSecret,
        client_name: 'Porchlight desk',
        redirect_uris: [...config.redirectUris],
        post_logout_redirect_uris: [...config.postLogoutRedirectUris],
        response_modes: ['query'],
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
      },
    ],
    clientBasedCORS: () => false,
    cookies: { keys: [...config.cookieKeys] },
    features: {
      claimsParameter: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: signOutForm,
        postLogoutSuccessSource: (ctx) => {
          const words = wordsFor(ctx.get('accept-language'))
          ctx.body = plainPage(words, words.signedOutTitle, words.signedOut, config.deskUrl)
        },
      },
    },
    findAccount: (_ctx, subject) => {
      const person = config.staff.find((candidate) => candidate.subject === subject)
      if (person === undefined) return undefined
      const { displayName: name, userName: preferred_username, email } = person
      return { accountId: subject, claims: () => ({ sub: subject, name, preferred_username, email }) }
    },
    interactions: { policy: policy() },
    jwks: config.jwks,
    loadExistingGrant: grantFor,
    pkce: { required: () => true },
    renderError: (ctx, out) => {
      const words = wordsFor(ctx.get('accept-language'))
      const what = html`${out.error_description ?? words.errorTitle} <span class="soft">(${out.error})</span>`
      ctx.type = 'html'
      ctx.body = plainPage(words, words.errorTitle, what, config.deskUrl)
    },
    ttl: { AccessToken: 600, IdToken: 600, Interaction: 900, Session: 12 * hours, Grant: 12 * hours },
  })
  provider.proxy = true
  provider.use(async (ctx, next) => {
    ctx.set(headers)
    await next()
    const words = wordsFor(ctx.get('accept-language'))
    if (ctx.status === 404 && !ctx.body) {
      ctx.body = plainPage(words, words.missingTitle, words.missing, config.deskUrl)
      ctx.status = 404
    }
    const isPosting = typeof ctx.body === 'string' && ctx.body.includes('<title>Submitting Callback</title>')
    if (isPosting) ctx.body = withoutScript(words, String(ctx.body))
  })
  return provider
}
