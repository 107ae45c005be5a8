import Provider, { interactionPolicy, type JWKS, type KoaContextWithOIDC } from 'oidc-provider'
import { Html, html } from '../../html.ts'
import { standInHeaders } from '../stand-in-server.ts'
import { groupClaims, groupScope } from './group-forms.ts'
import { type BackChannel, loopbackFetch } from './loopback-fetch.ts'
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
  /** The desk's address for sign-outs at the provider (OpenID Back-Channel Logout). */
  readonly backChannelLogout?: BackChannel
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

/** Returns the grant of the organization's own client. It needs no consent, so the grant exists once the person has signed in. */
const grantFor = async (ctx: KoaContextWithOIDC) => {
  const { client, session, provider } = ctx.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const grantId = session.grantIdFor(client.clientId)
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  if (existing !== undefined) return existing
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}

/**
 * Signs out without asking again where the client shows an ID token of the very person who is signed in here: they have
 * already pressed *Sign out* there. Anyone else is asked.
 */
const signOut = async (ctx: KoaContextWithOIDC, form: string) => {
  const { session, entities, provider, params } = ctx.oidc
  const hint = entities.IdTokenHint as { payload?: { sub?: unknown } } | undefined
  if (session?.accountId === undefined || hint?.payload?.sub !== session.accountId)
    return signOutForm(ctx, form)
  await session.destroy()
  ctx.cookies.set(provider.cookieName('session'), null)
  signedOutTo(ctx, params?.post_logout_redirect_uri, params?.state)
}

/** Leads back to the client, whose address the library has checked; else to the provider's own page. */
const signedOutTo = (ctx: KoaContextWithOIDC, returnTo: unknown, state: unknown) => {
  const url = new URL(typeof returnTo === 'string' ? returnTo : ctx.oidc.urlFor('end_session_success'))
  if (typeof state === 'string') url.searchParams.set('state', state)
  ctx.status = 303
  ctx.redirect(url.href)
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

const isEndOfSession = (ctx: object): ctx is KoaContextWithOIDC =>
  'oidc' in ctx && (ctx as KoaContextWithOIDC).oidc.route === 'end_session'

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
      openid: ['sub', 'acr', 'amr', 'auth_time', 'groups', 'hasgroups'],
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
        grant_types: ['authorization_code', 'client_credentials'],
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
        ...(config.backChannelLogout && {
          backchannel_logout_uri: config.backChannelLogout.uri,
          backchannel_logout_session_required: true,
        }),
      },
    ],
    clientBasedCORS: () => false,
    scopes: ['openid', 'profile', 'email', groupScope],
    cookies: { keys: [...config.cookieKeys] },
    features: {
      backchannelLogout: { enabled: config.backChannelLogout !== undefined },
      claimsParameter: { enabled: true },
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: signOut,
        postLogoutSuccessSource: (ctx) => {
          const words = wordsFor(ctx.get('accept-language'))
          ctx.body = plainPage(words, words.signedOutTitle, words.signedOut, config.deskUrl)
        },
      },
    },
    ...(config.backChannelLogout && { fetch: loopbackFetch(config.backChannelLogout) }),
    findAccount: (_ctx, subject) => {
      const person = config.staff.find((candidate) => candidate.subject === subject)
      if (person === undefined) return undefined
      const { displayName: name, userName: preferred_username, email } = person
      return {
        accountId: subject,
        claims: async (use) => ({
          ...{ sub: subject, name, preferred_username, email },
          ...(await groupClaims(config, person, use)),
        }),
      }
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
    ttl: {
      AccessToken: 600,
      ClientCredentials: 600,
      IdToken: 600,
      Interaction: 900,
      Session: 12 * hours,
      Grant: 12 * hours,
    },
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
    if (!isPosting) return
    // Nobody is signed in here any more: there is nothing to confirm.
    if (isEndOfSession(ctx) && ctx.oidc.session?.accountId === undefined)
      signedOutTo(ctx, ctx.oidc.params?.post_logout_redirect_uri, ctx.oidc.params?.state)
    else ctx.body = withoutScript(words, String(ctx.body))
  })
  return provider
}
