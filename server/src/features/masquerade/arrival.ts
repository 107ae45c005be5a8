import { incoming, sendReply } from '#http/http.ts'
import { grantOf } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import type { DoorContext } from '../../door.ts'
import { arriveMasquerade } from './queries.ts'

/** How long a browser keeps the cookie of an ended masquerade. The cookie no longer opens anything. */
const secondsAfterEnd = 600

/** How long a browser keeps the cookie of a masquerade that waits for its confirmation: so that a late one is told why. */
const secondsOfPending = 600

/** Where a CSR whom another CIS sent confirms. */
export const confirmationPath = '/arrive/confirm'

/**
 * Serves the arrival on a view origin: a form POST from the desk brings the one-time code in its body, so that no URL contains it.
 * The code becomes a cookie that is bound to the masquerade's row and is never a customer session.
 * An unknown, late, used or replayed code is answered with the page of a masquerade that has ended.
 */
export function serveArrival({ app, database, http, answerAsStranger }: DoorContext): void {
  const { installation, isSecure } = http
  app.post('/arrive', async (request, response) => {
    const incomingRequest = incoming(request, http)
    if (incomingRequest.site !== 'view') throw new Refusal('not-found')
    const { origin } = request.headers
    if (origin !== installation.origins.desk && origin !== request.place.origin)
      throw new Refusal('origin-not-allowed')
    const code = request.body instanceof URLSearchParams ? request.body.get('code') : null
    if (!code) throw new Refusal('invalid-request', { fields: [{ field: 'code', reason: 'required' }] })
    const token = newToken()
    const { outcome, endsAt, accountId } = await arriveMasquerade.one(
      database.view,
      grantOf({ kind: 'visitor', ip: incomingRequest.ip }, 'public'),
      {
        codeHash: hashToken(code),
        tokenHash: hashToken(token),
        heldTokenHash: incomingRequest.credential ? hashToken(incomingRequest.credential) : null,
        hostMasqueradeId: incomingRequest.hostMasqueradeId,
        ip: incomingRequest.ip,
      },
    )
    const isPending = outcome === 'pending' || outcome === 'already-pending'
    if (outcome !== 'arrived' && outcome !== 'already-here' && !isPending) {
      installation.log.warn(
        { outcome, masquerade: incomingRequest.hostMasqueradeId },
        'a masquerade arrival was refused',
      )
      return answerAsStranger(request, response)
    }
    if (outcome === 'arrived' && endsAt) {
      // The cookie briefly outlives the masquerade, so that the end page knows to which browser it may show the reason.
      const left = Math.ceil((endsAt.getTime() - Date.now()) / 1000)
      const maxAgeSeconds = Math.max(1, left) + secondsAfterEnd
      sendReply(response, 'view', isSecure, { setCredential: { value: token, maxAgeSeconds } })
    }
    // Another CIS asked for it: its CSR confirms first (features/token-exchange).
    if (isPending) {
      if (outcome === 'pending')
        sendReply(response, 'view', isSecure, {
          setCredential: { value: token, maxAgeSeconds: secondsOfPending },
        })
      return response.code(303).header('location', confirmationPath).send()
    }
    // The view's first page opens because the desk leads to it: its Referer must say so, through this redirect too.
    response.header('referrer-policy', 'strict-origin')
    return response.code(303).header('location', `/accounts/${accountId}/overview`).send()
  })
}
