import type { FastifyRequest } from 'fastify'
import type { Installation } from '../installation.ts'
import { clientAddress, isForwardedUntrusted, isInside } from './client-address.ts'

const hourMs = 60 * 60_000

/** Says in the log, once an hour at most, that a proxy forwards requests which `TRUSTED_PROXIES` does not name. */
export function watchUntrustedProxies({ log }: Pick<Installation, 'log'>, now: () => number = Date.now) {
  let saidAt = Number.NEGATIVE_INFINITY
  return (request: Pick<FastifyRequest, 'headers' | 'ips' | 'ip' | 'socket'>): void => {
    if (!isForwardedUntrusted(request)) return
    const proxy = clientAddress(request)
    // From outside it is a stranger who wrote the header, and there is nothing to put right.
    if (!isInside(proxy) || now() - saidAt < hourMs) return
    saidAt = now()
    log.warn(
      { proxy },
      'a proxy forwards requests, and TRUSTED_PROXIES does not name it: every customer seems to have its address',
    )
  }
}
