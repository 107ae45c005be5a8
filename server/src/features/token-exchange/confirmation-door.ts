import { type Locale, localeOf } from '@porchlight/contract/values.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { currentTransaction } from '#database/queries.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { deskFrame } from '#features/desk/index.ts'
import {
  arriveMasquerade,
  beginMasquerade,
  confirmationPath,
  readStartSettings,
  targetNames,
} from '#features/masquerade/index.ts'
import { forgeryOf } from '#http/forgery.ts'
import { formToken } from '#http/form-token.ts'
import { incoming, sendReply } from '#http/http.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import type { Csr } from '#policy/actor.ts'
import { admit } from '#policy/admit.ts'
import { grantOf } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal } from '#policy/refusal.ts'
import { type Entry, record } from '#record/record.ts'
import { permissionsFrom } from '#sessions/identify.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import { assetPath } from '../../assets.ts'
import type { DoorContext } from '../../door.ts'
import { viewOrigin } from '../../installation.ts'
import type { PageFrame } from '../../message-page.ts'
import { wordsIn } from '../../words.ts'
import { arrivalPage, confirmationPage, type NotStarted, notStartedPage } from './confirmation-page.ts'
import { closeExchange, pendingExchange } from './queries.ts'

type Pending = NonNullable<Awaited<ReturnType<typeof pendingExchange.first>>>

/** Seconds that a browser keeps the cookie of an ended masquerade (as after an arrival from the desk). */
const secondsAfterEnd = 600

/** What is done with a pending masquerade, after the decision that its CSR may still start it. */
type Confirming = {
  sql: Sql
  grant: Grant<'masquerade:start'>
  pending: Pending
  note(entry: Omit<Entry, 'action'>): void
}

const action = 'masquerade:start'
const isNotStarted = (standing: string): standing is 'late' | 'session-ended' | 'canceled' | 'replayed' =>
  ['late', 'session-ended', 'canceled', 'replayed'].includes(standing)

/** A masquerade that nothing came of, and why. */
class Nothing extends Error {
  constructor(
    readonly why: NotStarted,
    readonly pending: Pending,
  ) {
    super(`nothing was started: ${why}`)
  }
}

const csrOf = ({ csrId, displayName, deskSessionId, permissions }: Pending, ip: string): Csr => ({
  kind: 'csr',
  csrId,
  displayName,
  deskSessionId,
  permissions: permissionsFrom(permissions),
  ip,
})

const named = ({ webUserId, accountId }: Pending) => ({ webUserId, accountId })

/**
 * Serves the arrival of a CSR whom another CIS sends: a page whose script posts the code from the address, and the page on which the
 * CSR confirms within two minutes. Only the confirmation starts the masquerade; everything is decided again then.
 */
export function serveConfirmation({ app, http, database, assets, answerAsStranger }: DoorContext): void {
  const { installation, isSecure } = http
  const pool = database.desk
  const frame: PageFrame = {
    ...deskFrame(assets, installation),
    icon: assetPath(assets, 'favicon-masquerade.svg'),
  }

  const viewRequest = (request: FastifyRequest): IncomingRequest => {
    const incomingRequest = incoming(request, http)
    if (incomingRequest.site !== 'view') throw new Refusal('not-found')
    return incomingRequest
  }

  /** Runs one step of a pending masquerade in a transaction. `undefined`: this browser has none. */
  const confirming = async <T>(
    { credential, hostMasqueradeId, ip, correlationId }: IncomingRequest,
    work: (confirming: Confirming) => Promise<T>,
  ): Promise<T | undefined> => {
    let waiting: Pending | undefined
    try {
      return await inTransaction(
        pool,
        (sql) => pendingExchange.first(sql, { tokenHash: hashToken(credential ?? ''), hostMasqueradeId }),
        async (sql, pending, ending) => {
          waiting = pending
          if (!pending) return undefined
          const { standing } = pending
          if (isNotStarted(standing)) throw new Nothing(standing, pending)
          if (standing !== 'pending') return undefined
          const csr = csrOf(pending, ip)
          const { grant } = await admit(sql, csr, action, named(pending))
          const entries: Entry[] = []
          const about = { ...named(pending), masqueradeId: pending.masqueradeId }
          const note = (entry: Omit<Entry, 'action'>) => entries.push({ action, ...about, ...entry })
          const result = await work({ sql, grant, pending, note })
          const [{ transactionId }] = await Promise.all([
            currentTransaction.one(sql, {}),
            record(sql, csr, correlationId, entries),
          ])
          ending.change = { transactionId, correlationId }
          return result
        },
      )
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 503 || !waiting) throw error
      const { reason } = error
      await record(pool, csrOf(waiting, ip), correlationId, [
        { event: 'refused', action, reason, ...named(waiting), masqueradeId: waiting.masqueradeId },
      ])
      if (reason === 'version-conflict') throw error
      throw new Nothing(reason === 'caller-verification-required' ? 'caller' : 'not-possible', waiting)
    }
  }

  const send = (response: FastifyReply, status: number, page: string) =>
    response.code(status).type('text/html; charset=utf-8').send(page)

  /** Answers with why nothing was started; throws every other error. */
  const explain = (error: unknown, request: FastifyRequest, response: FastifyReply) => {
    if (!(error instanceof Nothing)) throw error
    const { why, pending } = error
    const { returnUrl, issuerName } = pending
    sendReply(response, 'view', isSecure, { setCredential: 'expire' })
    const headers = { ...request.headers, cookie: `language=${pending.locale}` }
    const page = notStartedPage(headers, frame, why, { returnUrl, issuerName, goesBack: why === 'canceled' })
    return send(
      response,
      why === 'canceled' ? 200 : why === 'caller' || why === 'not-possible' ? 403 : 401,
      page,
    )
  }

  /** The page that asks; a read of the customer's name is a line in the record. */
  const ask = (incomingRequest: IncomingRequest, isTextNew: boolean): Promise<string | undefined> =>
    confirming(incomingRequest, async ({ sql, grant, pending, note }) => {
      const locale = localeOf(pending.locale)
      const { webUserId } = grant
      const [names, settings] = await Promise.all([
        targetNames.one(sql, { webUserId }),
        readStartSettings(sql, locale),
      ])
      note({ event: 'read' })
      return confirmationPage(locale, frame, {
        ...names,
        csrName: pending.displayName,
        accountId: pending.accountId,
        purpose: `${purposeName(pending.purposeKind, locale)}, ${pending.purposeReference}`,
        issuerName: pending.issuerName,
        minutes: settings.minutes,
        promptText: settings.isPromptShown ? settings.promptText : null,
        promptVersion: settings.isPromptShown ? String(settings.promptVersion) : '',
        formToken: formToken(installation.encryptionKey, incomingRequest.credential ?? ''),
        isTextNew,
      })
    })

  app.get('/arrive', { exposeHeadRoute: false }, (request, response) => {
    viewRequest(request)
    return send(response, 200, arrivalPage(request.headers, frame, assetPath(assets, 'arrival.js')))
  })

  app.get(confirmationPath, { config: { action }, exposeHeadRoute: false }, async (request, response) => {
    const incomingRequest = viewRequest(request)
    try {
      const page = await ask(incomingRequest, false)
      return page === undefined ? answerAsStranger(request, response) : send(response, 200, page)
    } catch (error) {
      return explain(error, request, response)
    }
  })

  /** Refuses a form that no page of this view's own sent. */
  const refuseForged = (request: FastifyRequest, incomingRequest: IncomingRequest) => {
    const forged = forgeryOf(request, incomingRequest, installation.encryptionKey)
    if (forged) throw new Refusal(forged)
  }

  app.post(confirmationPath, { config: { action } }, async (request, response) => {
    const incomingRequest = viewRequest(request)
    refuseForged(request, incomingRequest)
    const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const given = fields.get('promptVersion') ?? ''
    const promptVersion = /^\d{1,9}$/.test(given) ? Number(given) : null
    try {
      const begun = await confirming(incomingRequest, async ({ sql, grant, pending, note }) => {
        const { masqueradeId, purposeKind, purposeReference } = pending
        const closed = await closeExchange.first(sql, grant, { ofId: masqueradeId, closedAs: 'confirmed' })
        if (!closed) throw new Nothing('late', pending)
        const locale = localeOf(pending.locale)
        const body = { purposeKind, purposeReference, promptVersion, locale }
        return { ...(await beginMasquerade({ sql, grant, note }, body, masqueradeId)), asked: masqueradeId }
      })
      if (!begun) return answerAsStranger(request, response)
      const { masqueradeId, code } = begun
      // The same masquerade was started meanwhile, under another name: its own origin takes the code.
      if (masqueradeId !== begun.asked)
        return response
          .code(303)
          .header('location', `${viewOrigin(installation.origins, masqueradeId)}/arrive#code=${code}`)
          .send()
      return await arrive(incomingRequest, response, code)
    } catch (error) {
      if (error instanceof Refusal && error.reason === 'version-conflict') {
        const page = await ask(incomingRequest, true)
        if (page !== undefined) return send(response, 409, page)
      }
      return explain(error, request, response)
    }
  })

  /** The confirmed masquerade gets a cookie of its own: the one of the pending masquerade opens nothing. */
  const arrive = async ({ ip, hostMasqueradeId }: IncomingRequest, response: FastifyReply, code: string) => {
    const token = newToken()
    const arrived = await arriveMasquerade.one(database.view, grantOf({ kind: 'visitor', ip }, 'public'), {
      codeHash: hashToken(code),
      tokenHash: hashToken(token),
      heldTokenHash: null,
      hostMasqueradeId,
      ip,
    })
    const { outcome, endsAt, accountId } = arrived
    if (outcome !== 'arrived' || !endsAt) throw new Refusal('masquerade-not-live')
    const left = Math.max(1, Math.ceil((endsAt.getTime() - Date.now()) / 1000))
    sendReply(response, 'view', isSecure, {
      setCredential: { value: token, maxAgeSeconds: left + secondsAfterEnd },
    })
    return response.code(303).header('location', `/accounts/${accountId}/overview`).send()
  }

  app.post('/arrive/cancel', { config: { action } }, async (request, response) => {
    const incomingRequest = viewRequest(request)
    refuseForged(request, incomingRequest)
    try {
      const canceled = await confirming(incomingRequest, async ({ sql, grant, pending, note }) => {
        await closeExchange(sql, grant, { ofId: pending.masqueradeId, closedAs: 'canceled' })
        note({ event: 'ended', reason: 'prompt-cancelled' })
        return pending
      })
      if (!canceled) return answerAsStranger(request, response)
      return explain(new Nothing('canceled', canceled), request, response)
    } catch (error) {
      return explain(error, request, response)
    }
  })
}

/** The name of a purpose; a utility's own kind of purpose is its own name. */
function purposeName(kind: string, locale: Locale): string {
  const words: Record<string, string | undefined> = wordsIn(locale)
  return words[`arrival.purpose.${kind}`] ?? kind
}
