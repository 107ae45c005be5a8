import type { CustomFetch } from 'openid-client'
import { readGroupClaim } from './group-claim.ts'
import { SignInFailure } from './sign-in-failure.ts'

/** Milliseconds for all pages together: a person waits for the sign-in. */
const usualMs = 5_000
const mostPages = 20
const mostBytes = 4 * 1024 * 1024
/** More groups than any directory puts one person into. */
const mostGroups = 5_000
const mostCharacters = 300

export type GroupSource = {
  url: string
  accessToken: string
  /** The only origin that is asked. A link to another one, in a token or on a page, is refused. */
  origin: string
  claim: string
  timeoutMs?: number | undefined
  /** Returns the claims of a signed answer. */
  readToken(jwt: string): Promise<Record<string, unknown>>
}

const refuse = (why: string) => new SignInFailure('groups-not-valid', { cause: new Error(why) })

/** Returns the names or ids of groups as they are kept. Throws `groups-not-valid` for what is no list of them, or too long. */
export function groupsFrom(list: readonly unknown[]): string[] {
  if (list.length > mostGroups) throw refuse(`a person with ${list.length} groups`)
  const groups = list.map((one) => {
    // Microsoft Graph lists objects where it is asked for memberships, and ids where it is asked for ids.
    const name = typeof one === 'object' && one !== null && 'id' in one ? one.id : one
    if (
      typeof name !== 'string' ||
      name === '' ||
      name.length > mostCharacters ||
      /\0|\p{Surrogate}/u.test(name)
    )
      throw refuse('a group that is not a text')
    return name
  })
  return [...new Set(groups)].sort()
}

async function bodyOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length
    if (size > mostBytes) {
      await reader?.cancel()
      throw refuse(`an answer larger than ${mostBytes} bytes`)
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns the groups on one page, and the address of the next one. */
async function pageOf(
  text: string,
  { claim, readToken }: GroupSource,
): Promise<{ list: unknown[]; next?: string }> {
  // A distributed claim comes as a signed token (OpenID Connect Core, 5.6.2), Microsoft Graph answers with JSON.
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(text.trim())) {
    const read = readGroupClaim(await readToken(text.trim()), claim)
    if (read.kind !== 'list') throw refuse('a signed answer without the claim')
    return { list: [...read.groups] }
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw refuse('an answer that is not JSON')
  }
  if (Array.isArray(json)) return { list: json }
  const list = isObject(json) ? (json.value ?? json[claim]) : undefined
  if (!isObject(json) || !Array.isArray(list)) throw refuse('an answer without a list')
  const next = json['@odata.nextLink']
  return { list, ...(typeof next === 'string' && { next }) }
}

/**
 * Asks for the groups of a person where the token carries a link instead of the list. Only the configured origin is asked, no
 * redirect is followed, and all of it takes five seconds at most.
 * @throws SignInFailure `groups-unreachable` where there is no answer in time, `groups-not-valid` for a refused link or answer
 */
export async function askForGroups(fetchFrom: CustomFetch, source: GroupSource): Promise<string[]> {
  const signal = AbortSignal.timeout(source.timeoutMs ?? usualMs)
  const groups: unknown[] = []
  let url: string | undefined = source.url
  for (let page = 0; url !== undefined; page += 1) {
    if (page >= mostPages) throw refuse(`more than ${mostPages} pages`)
    if (!URL.canParse(url) || new URL(url).origin !== source.origin)
      throw refuse(
        `a link to ${URL.canParse(url) ? new URL(url).origin : 'no address'}, and only ${source.origin} is asked`,
      )
    // Microsoft Graph's getMemberObjects and getMemberGroups are actions; their further pages are read.
    const isAction = page === 0 && /\/getMember(Objects|Groups)$/.test(new URL(url).pathname)
    const text = await fetched(fetchFrom, url, source.accessToken, isAction, signal)
    const { list, next } = await pageOf(text, source)
    groups.push(...list)
    if (groups.length > mostGroups) throw refuse(`more than ${mostGroups} groups`)
    url = next
  }
  return groupsFrom(groups)
}

async function fetched(
  fetchFrom: CustomFetch,
  url: string,
  accessToken: string,
  isAction: boolean,
  signal: AbortSignal,
): Promise<string> {
  try {
    const response = await fetchFrom(url, {
      method: isAction ? 'POST' : 'GET',
      headers: {
        accept: 'application/json, application/jwt',
        authorization: `Bearer ${accessToken}`,
        ...(isAction && { 'content-type': 'application/json' }),
      },
      body: isAction ? JSON.stringify({ securityEnabledOnly: false }) : undefined,
      redirect: 'manual',
      signal,
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw refuse(`the address of the groups answered ${response.status}`)
    }
    return await bodyOf(response)
  } catch (cause) {
    if (cause instanceof SignInFailure && cause.reason === 'groups-not-valid') throw cause
    throw new SignInFailure('groups-unreachable', { cause })
  }
}
