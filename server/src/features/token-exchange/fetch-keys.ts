import { lookup as resolveName } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { type Jwk, readKeySet } from './key-set.ts'

/** The time-out of a key server in milliseconds, and the largest response in bytes. */
const patienceMs = 5_000
const mostBytes = 256 * 1024

/** Why keys could not be fetched: a key of the locale files under `trusted-issuer.test.<reason>`. */
export type KeyFetchFailure = 'address-not-allowed' | 'unreachable' | 'status' | 'too-large' | 'not-a-key-set'

export class KeysNotFetched extends Error {
  constructor(
    readonly failure: KeyFetchFailure,
    options?: ErrorOptions,
  ) {
    super(`keys were not fetched: ${failure}`, options)
  }
}

/** Addresses that are not on the public internet, and what IPv6 can wrap them in. */
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
/** Of IPv6, only global unicast is public, without the ranges that lead to IPv4 or are for documents. */
const publicV6 = new BlockList()
publicV6.addSubnet('2000::', 3, 'ipv6')
const insideV6 = new BlockList()
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  insideV6.addSubnet(net, bits, 'ipv6')

/** Returns whether an IP address is on the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !inside.check(address, 'ipv4')
  if (isIP(address) === 6) return publicV6.check(address, 'ipv6') && !insideV6.check(address, 'ipv6')
  return false
}

/** Resolves a name, and refuses it if any of its addresses is internal. The connection is made to the checked address. */
const publicLookup: LookupFunction = (name, options, done) => {
  resolveName(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, [])
    if (addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address)))
      return done(new KeysNotFetched('address-not-allowed'), [])
    if (options.all) return done(null, addresses)
    const [first] = addresses
    return done(null, first?.address ?? '', first?.family)
  })
}

/**
 * The hosts (with their port) that keys may come from although they are not public, and where each is reached: an address of loopback
 * for a stand-in, or null for the host itself.
 */
export type InsideKeyHosts = ReadonlyMap<string, string | null>

/** Returns whether keys may be fetched from an address at all: https, or a host that the configuration names. */
const isAllowed = (url: URL, hosts: InsideKeyHosts) =>
  hosts.has(url.host) ||
  (url.protocol === 'https:' &&
    url.username === '' &&
    // `lookup` is not called for a literal address.
    (isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ||
      isPublicAddress(url.hostname.replace(/^\[|\]$/g, ''))))

function load(url: URL, hosts: InsideKeyHosts): Promise<string> {
  const reachedAt = hosts.get(url.host)
  const target = reachedAt ? new URL(url.pathname + url.search, reachedAt) : url
  const ask = target.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const asking = ask(
      target,
      {
        method: 'GET',
        headers: { accept: 'application/json', host: url.host },
        signal: AbortSignal.timeout(patienceMs),
        ...(!hosts.has(url.host) && { lookup: publicLookup }),
        agent: false,
      },
      (response) => {
        // A redirect is not followed: it could lead to an internal address.
        if (response.statusCode !== 200) {
          response.destroy()
          return reject(new KeysNotFetched('status'))
        }
        const parts: Buffer[] = []
        let size = 0
        response.on('data', (part: Buffer) => {
          size += part.length
          if (size <= mostBytes) return parts.push(part)
          response.destroy()
          reject(new KeysNotFetched('too-large'))
        })
        response.on('end', () => resolve(Buffer.concat(parts).toString()))
        response.on('error', reject)
      },
    )
    asking.on('error', reject)
    asking.end()
  })
}

/**
 * Fetches the public keys of an issuer. Only over https and from public addresses, except from hosts that the configuration names; no
 * redirect is followed.
 * @throws KeysNotFetched
 */
export async function fetchKeys(address: string, hosts: InsideKeyHosts): Promise<Jwk[]> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !isAllowed(url, hosts)) throw new KeysNotFetched('address-not-allowed')
  const text = await load(url, hosts).catch((cause: unknown) => {
    throw cause instanceof KeysNotFetched ? cause : new KeysNotFetched('unreachable', { cause })
  })
  const keys = readKeySet(parsed(text))
  if (!keys || keys.length === 0) throw new KeysNotFetched('not-a-key-set')
  return keys
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
