import { createServer } from 'node:http'
import httpProxy from '@fastify/http-proxy'
import Fastify, { type FastifyServerFactory } from 'fastify'
import type { StandInPorts } from '#integrations/stand-ins.ts'
import type { Config } from '../config.ts'
import { webhookPath } from './stand-ins-process.ts'

/**
 * Starts the server of an installation with stand-ins. Each stand-in has a whole host name, so none of our paths exists there.
 * Passes requests on unchanged (with their Origin), under their public name.
 */
export async function standInsProxy(config: Config, ports: StandInPorts): Promise<FastifyServerFactory> {
  const { identityPort, paymentPort, bankPort, mailPort, textPort, cisPort, siemPort, witnessPort } = ports
  const proxy = Fastify()
  const hosts = new Set<string>()
  for (const [origin, port] of [
    [config.standIns.identity, identityPort],
    [config.standIns.payment, paymentPort],
    [config.standIns.bank, bankPort],
    [config.standIns.mail, mailPort],
    [config.standIns.text, textPort],
    [config.standIns.cis, cisPort],
    [config.standIns.siem, siemPort],
    [config.standIns.witness, witnessPort],
  ] as const) {
    const { host, protocol } = new URL(origin)
    hosts.add(host)
    await proxy.register(httpProxy, {
      upstream: `http://127.0.0.1:${port}`,
      constraints: { host },
      replyOptions: {
        rewriteRequestHeaders: (_request, headers) => ({
          ...headers,
          'x-forwarded-host': host,
          'x-forwarded-proto': protocol.slice(0, -1),
        }),
      },
    })
  }
  await proxy.ready()
  const portalHost = new URL(config.origins.portal).host
  return (listener) => {
    const server = createServer((request, response) => {
      const host = request.headers.host?.toLowerCase() ?? ''
      if (hosts.has(host) && !/^\/(healthz|readyz)$/.test(request.url ?? '')) {
        request.headers.host = host
        proxy.routing(request, response)
        return
      }
      // The payment stand-in, a process on this machine, cannot resolve the portal's name; its signature says who it is.
      if (request.method === 'POST' && request.url === webhookPath) request.headers.host = portalHost
      listener(request, response)
    })
    server.once('close', () => void proxy.close())
    return server
  }
}
