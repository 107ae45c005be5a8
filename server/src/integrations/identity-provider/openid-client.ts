import * as openid from 'openid-client'
import { readGroupClaim } from './group-claim.ts'
import { askForGroups, groupsFrom } from './group-link.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { logoutTokenReader } from './logout-token.ts'
import { providerFetch } from './provider-fetch.ts'
import { SignInFailure } from './sign-in-failure.ts'
import { failureOf } from './sign-in-failure-of.ts'
import { signedClaimsReader } from './signed-claims.ts'

/** What counts as a second factor where no setting says otherwise. The methods are those of RFC 8176 that are, or imply, one. */
export const defaultSecondFactor = {
  classes: ['urn:porchlight:second-factor'],
  methods: ['mfa', 'otp', 'hwk', 'swk', 'sc'],
} as const

export interface OpenIdClientOptions {
  /** The provider's issuer identifier; https, or http on a loopback name. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string
  /** Where this server reaches the issuer's origin, when not by its public name: `http://127.0.0.1:41234`. */
  readonly fetchBase?: string
  /** What this provider calls a sign-in with a second factor in `acr`: asked for in this order, each is accepted. */
  readonly secondFactorClasses?: readonly string[]
  /** Authentication methods in `amr` that count as a second factor; none: `acr` alone says it. */
  readonly secondFactorMethods?: readonly string[]
  /** The claim by which staff are known; `sub` where nothing else is said, `oid` for Microsoft Entra. */
  readonly subjectClaim?: string
  /** Scopes beside openid, profile and email: some providers give the groups for one. */
  readonly scopes?: readonly string[]
  /** Where the groups of a person are; without it they do not count. */
  readonly groups?: GroupClaimOptions
}

export interface GroupClaimOptions {
  /** The name of the claim, or a path of names with dots between. */
  readonly claim: string
  /** Where to ask when a token has no room for the groups, with `{subject}` in it; without, at the link of the token. */
  readonly url?: string
  /** The scope of a token of our own for asking; without, the token of the sign-in asks. */
  readonly scope?: string
  /** Milliseconds to wait for all of it; five seconds where nothing else is said. */
  readonly timeoutMs?: number
}

const clientAuthentication =
  (secret: string | undefined): openid.ClientAuth =>
  (server, client, body, headers) => {
    const offered = server.token_endpoint_auth_methods_supported
    // OpenID Connect Discovery: a provider that lists none takes client_secret_basic.
    const basic = offered === undefined || offered.includes('client_secret_basic')
    const chosen =
      secret === undefined
        ? openid.None()
        : basic
          ? openid.ClientSecretBasic(secret)
          : openid.ClientSecretPost(secret)
    chosen(server, client, body, headers)
  }

const isLoopback = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && /(^|\.)localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname)

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Runs a step of the protocol; whatever goes wrong comes out as a `SignInFailure`. */
const named = async <T>(step: () => Promise<T>): Promise<T> => {
  try {
    return await step()
  } catch (error) {
    throw failureOf(error)
  }
}

/**
 * Our client of any OpenID provider (authorization code, PKCE S256, state, nonce, signed ID tokens). Nothing is fetched before the
 * first sign-in, and a provider that was down is asked again at the next: it may start after us.
 * Every function fails with a `SignInFailure`; an issuer that is neither https nor loopback is refused here.
 */
export const discoverProvider = (options: OpenIdClientOptions): IdentityProvider => {
  const issuer = new URL(options.issuer)
  const local = isLoopback(issuer)
  if (issuer.protocol !== 'https:' && !local)
    throw new TypeError('An identity provider needs an https issuer')
  const classes = options.secondFactorClasses ?? defaultSecondFactor.classes
  const methods = new Set<unknown>(options.secondFactorMethods ?? defaultSecondFactor.methods)

  const fetchFrom = providerFetch(issuer, options.fetchBase)
  const logoutTokens = logoutTokenReader(fetchFrom)
  const signedClaims = signedClaimsReader(fetchFrom)

  let discovered: Promise<openid.Configuration> | undefined
  const configuration = (): Promise<openid.Configuration> => {
    discovered ??= openid
      .discovery(issuer, options.clientId, options.clientSecret, clientAuthentication(options.clientSecret), {
        [openid.customFetch]: fetchFrom,
        // Without the checks an ID token's signature counts for nothing, because it came over an encrypted connection.
        execute: [openid.enableNonRepudiationChecks, ...(local ? [openid.allowInsecureRequests] : [])],
        timeout: 10,
      })
      .catch((error: unknown) => {
        discovered = undefined
        throw error
      })
    return discovered
  }

  /** The groups of a person: from the ID token, else from the user info, else from where one of them says that they are. */
  const groupsOf = async (
    config: openid.Configuration,
    accessToken: string,
    claims: openid.IDToken,
    { claim, url, scope, timeoutMs }: GroupClaimOptions,
    subject: string,
  ): Promise<string[]> => {
    let read = readGroupClaim(claims, claim)
    const { userinfo_endpoint: userInfo, jwks_uri: jwksUri, issuer: name } = config.serverMetadata()
    if (read.kind === 'absent' && userInfo !== undefined) {
      const more = await named(() => openid.fetchUserInfo(config, accessToken, claims.sub)).catch(
        (cause: unknown) => {
          throw new SignInFailure('groups-unreachable', { cause })
        },
      )
      read = readGroupClaim(more, claim)
    }
    const readToken = async (jwt: string) => {
      if (jwksUri === undefined) throw new SignInFailure('groups-not-valid')
      return signedClaims.read(jwt, { jwksUri, issuer: name, subject: claims.sub })
    }
    switch (read.kind) {
      case 'absent':
        return []
      case 'list':
        return groupsFrom(read.groups)
      case 'token': {
        const inside = readGroupClaim(await readToken(read.jwt), claim)
        if (inside.kind !== 'list') throw new SignInFailure('groups-not-valid')
        return groupsFrom(inside.groups)
      }
    }
    const link =
      url?.replaceAll('{subject}', encodeURIComponent(subject)) ??
      (read.kind === 'link' ? read.url : undefined)
    if (link === undefined)
      throw new SignInFailure('groups-not-valid', {
        cause: new Error(
          'the token has no room for the groups and names no address: set PORCHLIGHT_GROUPS_URL',
        ),
      })
    const own =
      scope === undefined ? undefined : await named(() => openid.clientCredentialsGrant(config, { scope }))
    const ofLink = url === undefined && read.kind === 'link' ? read.accessToken : undefined
    return askForGroups(fetchFrom, {
      url: link,
      accessToken: own?.access_token ?? ofLink ?? accessToken,
      // What a token names is asked at the issuer alone; another host must be configured.
      origin: url === undefined ? issuer.origin : new URL(link).origin,
      claim,
      timeoutMs,
      readToken,
    })
  }

  /** Name and e-mail are for show; a provider that keeps them to itself does not stop the sign-in. */
  const shownAs = async (config: openid.Configuration, accessToken: string, claims: openid.IDToken) => {
    const profile = { email: text(claims.email), name: text(claims.name) }
    if (profile.email !== undefined && profile.name !== undefined) return profile
    if (config.serverMetadata().userinfo_endpoint === undefined) return profile
    const more = await named(() => openid.fetchUserInfo(config, accessToken, claims.sub)).catch((failure) => {
      if (failure instanceof SignInFailure && failure.reason === 'identity-provider-unreachable')
        return undefined
      throw failure
    })
    return { email: profile.email ?? text(more?.email), name: profile.name ?? text(more?.name) }
  }

  return {
    issuer: options.issuer,

    beginSignIn: ({ redirectUri, secondFactor, maxAge }) =>
      named(async () => {
        const codeVerifier = openid.randomPKCECodeVerifier()
        const [state, nonce] = [openid.randomState(), openid.randomNonce()]
        const url = openid.buildAuthorizationUrl(await configuration(), {
          scope: ['openid', 'profile', 'email', ...(options.scopes ?? [])].join(' '),
          redirect_uri: redirectUri,
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          ...(secondFactor && classes.length > 0 && { acr_values: classes.join(' ') }),
          ...(maxAge !== undefined && { max_age: String(maxAge) }),
          ...(maxAge === 0 && { prompt: 'login' }),
        })
        return { url: url.href, state, nonce, codeVerifier }
      }),

    finishSignIn: ({ currentUrl, state, nonce, codeVerifier, maxAge }) =>
      named(async () => {
        const url = new URL(currentUrl)
        if (url.searchParams.get('state') !== state) throw new SignInFailure('sign-in-expired')
        const config = await configuration()
        const tokens = await openid.authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          ...(maxAge !== undefined && { maxAge }),
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new SignInFailure('sign-in-answer-invalid')
        const subject = options.subjectClaim === undefined ? claims.sub : text(claims[options.subjectClaim])
        if (subject === undefined) throw new SignInFailure('sign-in-answer-invalid')
        const { email, name } = await shownAs(config, tokens.access_token, claims)
        const groups =
          options.groups && (await groupsOf(config, tokens.access_token, claims, options.groups, subject))
        const userName = text(claims.preferred_username) ?? text(claims.upn)
        const shown: unknown[] = Array.isArray(claims.amr) ? claims.amr : []
        return {
          issuer: claims.iss,
          subject,
          ...(subject !== claims.sub && { providerSubject: claims.sub }),
          ...(userName !== undefined && { userName }),
          ...(groups !== undefined && { groups }),
          ...(email !== undefined && { email }),
          ...(name !== undefined && { name }),
          secondFactor:
            classes.some((name) => name === claims.acr) || shown.some((method) => methods.has(method)),
          authenticatedAt: new Date((claims.auth_time ?? 0) * 1000),
          ...(typeof claims.sid === 'string' && { providerSession: claims.sid }),
          ...(tokens.id_token !== undefined && { signOutHint: tokens.id_token }),
        }
      }),

    signOutUrl: ({ returnTo, hint }) =>
      named(async () => {
        const config = await configuration()
        if (config.serverMetadata().end_session_endpoint === undefined) return undefined
        return openid.buildEndSessionUrl(config, {
          post_logout_redirect_uri: returnTo,
          ...(hint !== undefined && { id_token_hint: hint }),
        }).href
      }),

    readLogoutToken: (token) =>
      named(async () => {
        const { jwks_uri: jwksUri, issuer: name } = (await configuration()).serverMetadata()
        if (jwksUri === undefined) throw new SignInFailure('sign-in-answer-invalid')
        return logoutTokens.read(token, { jwksUri, issuer: name, clientId: options.clientId })
      }),
  }
}
