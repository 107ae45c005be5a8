import { api } from '@porchlight/contract/api.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#policy/refusal.ts'
import type { Installation } from '../../installation.ts'

/** Where the payment page's webhooks arrive: under any Host, since their signature says who they are. */
export const webhookPath: string = api.settleCardPayment.path

const isWebhook = (request: FastifyRequest) => request.routeOptions.url === webhookPath

/** Keeps the raw body of a webhook, because the signature covers these bytes and not the parsed value. */
export function keepWebhookBody(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (isWebhook(request)) request.rawBody = body
    return parseJson(request, body, done)
  })
}

/** The machine that signed the request. A webhook that nobody signed, or not like this, or long ago, goes no further. */
export function webhookSender(request: FastifyRequest, installation: Installation): string | undefined {
  if (!isWebhook(request)) return undefined
  const verdict = installation.paymentPage.verifyWebhook(request.rawBody ?? '', request.headers)
  if (verdict.ok) return 'payment-page'
  installation.log.warn(
    { reason: verdict.reason, ip: request.ip, correlationId: request.id },
    'webhook refused',
  )
  throw new Refusal(verdict.reason === 'webhook-malformed' ? 'invalid-request' : 'signature-refused')
}
