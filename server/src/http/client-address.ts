import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Networks that cannot contain a customer's machine: a local proxy, a container's bridge (RFC 1918, 4193, 6598, 3927). */
const inside = new BlockList()
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(network, bits, 'ipv6')

export const isInside = (address: string): boolean =>
  inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Returns one entry of a forwarded header as a plain address: without quotes, brackets, port and zone, IPv4 in IPv6 as IPv4.
 * Undefined for what is none (`unknown`, a name, anything that a stranger made up).
 */
export function plainAddress(entry: string): string | undefined {
  const text = entry.trim().replace(/^"|"$/g, '')
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? []
  const [, withPort] = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text) ?? []
  const address = (bracketed ?? withPort ?? text).replace(/%.*$/, '')
  const [, embedded] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? []
  const plain = embedded ?? address.toLowerCase()
  return isIP(plain) === 0 ? undefined : plain
}

/**
 * Returns the address of the browser: what the nearest trusted proxies forwarded, as far as it can be read. An entry that is no
 * address counts for nothing, and neither does what lies beyond it.
 */
export function clientAddress({ ips, ip, socket }: Pick<FastifyRequest, 'ips' | 'ip' | 'socket'>): string {
  const near = plainAddress(socket.remoteAddress ?? ip) ?? '0.0.0.0'
  let client = near
  for (const entry of ips ?? [ip]) {
    const address = plainAddress(entry)
    if (address === undefined) return client
    client = address
  }
  return client
}

/** The address that the nearest proxy says it forwards for; undefined where none can be read. */
function forwardedFor({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const header = headers['x-forwarded-for']
  return plainAddress(
    String(header ?? '')
      .split(',')
      .at(-1) ?? '',
  )
}

/** Returns whether a request says that it was forwarded, by a machine that `TRUSTED_PROXIES` does not name. */
export const isForwardedUntrusted = (request: Pick<FastifyRequest, 'headers' | 'ips'>): boolean =>
  forwardedFor(request) !== undefined && (request.ips?.length ?? 1) < 2

/** The first 64 bits of an IPv6 address: one household or office has that many, and may use any of them. */
function prefixOf(address: string): string {
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after ? after.split(':') : []
  const missing = after === undefined ? 0 : 8 - head.length - tail.length
  const groups = [...head, ...Array(Math.max(0, missing)).fill('0'), ...tail].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

/** Returns what limits count a client address as: itself, or the network of an IPv6 address. */
export const networkOf = (address: string): string => (isIP(address) === 6 ? prefixOf(address) : address)

/**
 * Returns the key of per-address limits. Behind a proxy that `TRUSTED_PROXIES` does not name, all requests have the proxy's
 * address, so its forwarded entry separates them, for the limits only. Entries count only from a machine on an inside network,
 * because any outside client could invent one.
 */
export function limitedNetwork(request: Pick<FastifyRequest, 'headers' | 'ips' | 'ip' | 'socket'>): string {
  const client = clientAddress(request)
  const added = forwardedFor(request)
  if (added === undefined || !isForwardedUntrusted(request) || !isInside(client)) return networkOf(client)
  return `${client} for ${networkOf(added)}`
}
