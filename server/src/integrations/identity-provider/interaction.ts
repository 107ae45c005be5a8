import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import { errors, type InteractionResults } from 'oidc-provider'
import type { Fields } from '../stand-in-server.ts'
import { attemptLimit } from './attempt-limit.ts'
import { codePage, plainPage, signInPage } from './pages.ts'
import type { IdentityStandInConfig } from './provider.ts'
import { requiredClass } from './required-class.ts'
import { codeIsRight, secondFactorClass } from './second-factor.ts'
import type { DemoStaff } from './staff.ts'
import { wordsFor } from './words.ts'

type Details = Awaited<ReturnType<Provider['interactionDetails']>>

const wordsOf = (request: FastifyRequest) => wordsFor(request.headers['accept-language'])
const fieldsOf = (request: FastifyRequest) => (request.body ?? {}) as Fields
const pathOf = (details: Details) => `/interaction/${details.uid}`

/** The sign-in pages: password first, then a code where the client asked for a second factor. */
export const interactionRoutes = (
  app: FastifyInstance,
  provider: Provider,
  config: IdentityStandInConfig,
): void => {
  const wrongPasswords = attemptLimit(20, 5 * 60_000)
  const wrongCodes = attemptLimit(10, 5 * 60_000)
  /** The person of each interaction who gave the correct password and must still give a code. */
  const awaitingCode = new Map<string, DemoStaff>()
  /** Interactions in which another person wants to sign in. */
  const startedOver = new Set<string>()

  const startOver = ({ uid }: Details) => {
    startedOver.add(uid)
    const [oldest] = startedOver
    if (startedOver.size > 500 && oldest !== undefined) startedOver.delete(oldest)
  }

  const detailsOf = (request: FastifyRequest, reply: FastifyReply) =>
    provider.interactionDetails(request.raw, reply.raw)

  const finish = async (request: FastifyRequest, reply: FastifyReply, result: InteractionResults) => {
    const merge = { mergeWithLastSubmission: false }
    return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result, merge), 303)
  }

  const signIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    person: DemoStaff,
    withCode: boolean,
  ) => {
    const details = await detailsOf(request, reply)
    if (details.session !== undefined && details.session.accountId !== person.subject) {
      // Someone else was signed in: their session ends here, rather than by the library's self-posting page.
      await (await provider.Session.findByUid(details.session.uid))?.destroy()
      details.session = undefined
      await details.save(details.exp - Math.floor(Date.now() / 1000))
    }
    const how = withCode ? { acr: secondFactorClass, amr: ['pwd', 'otp'] } : { amr: ['pwd'] }
    return finish(request, reply, { login: { accountId: person.subject, remember: false, ...how } })
  }

  const awaitCode = (details: Details, person: DemoStaff) => {
    awaitingCode.set(details.uid, person)
    const [oldest] = awaitingCode.keys()
    if (awaitingCode.size > 500 && oldest !== undefined) awaitingCode.delete(oldest)
  }

  /** The signed-in person, if only the second factor is missing, so that nobody types a password twice. */
  const lacksOnlyCode = ({ session, prompt }: Details) =>
    prompt.reasons.every((reason) => reason === 'second_factor')
      ? config.staff.find(({ subject }) => subject === session?.accountId)
      : undefined

  const show = (request: FastifyRequest, reply: FastifyReply, details: Details, problem?: string) => {
    const words = wordsOf(request)
    const at = pathOf(details)
    const person = awaitingCode.get(details.uid)
    if (problem !== undefined) reply.code(422)
    reply.type('text/html; charset=utf-8')
    if (person !== undefined) return reply.send(codePage({ words, at, person, problem }))
    const typedUserName = fieldsOf(request).userName
    const signedIn = details.session?.accountId
    return reply.send(signInPage({ words, at, staff: config.staff, signedIn, typedUserName, problem }))
  }

  app.get('/interaction/:uid', async (request, reply) => {
    const details = await detailsOf(request, reply)
    if (requiredClass(details.params) === 'unmet')
      return finish(request, reply, { error: 'unmet_authentication_requirements' })
    const person = lacksOnlyCode(details)
    if (person && !startedOver.has(details.uid)) awaitCode(details, person)
    return show(request, reply, details)
  })

  app.post('/interaction/:uid/sign-in', async (request, reply) => {
    const details = await detailsOf(request, reply)
    const { userName = '', password = '' } = fieldsOf(request)
    const person = config.staff.find((candidate) => candidate.userName === userName.trim().toLowerCase())
    if (person !== undefined && wrongPasswords.reached(person.subject))
      return show(request, reply, details, wordsOf(request).tooMany)
    if (person === undefined || person.password !== password) {
      if (person !== undefined) wrongPasswords.failed(person.subject)
      return show(request, reply, details, wordsOf(request).passwordWrong)
    }
    wrongPasswords.clear(person.subject)
    if (requiredClass(details.params) !== 'second-factor') return signIn(request, reply, person, false)
    awaitCode(details, person)
    return reply.redirect(pathOf(details), 303)
  })

  app.post('/interaction/:uid/second-factor', async (request, reply) => {
    const details = await detailsOf(request, reply)
    const person = awaitingCode.get(details.uid)
    if (person === undefined) return reply.redirect(pathOf(details), 303)
    if (wrongCodes.reached(person.subject)) return show(request, reply, details, wordsOf(request).tooMany)
    if (!codeIsRight(person, fieldsOf(request).code ?? '')) {
      wrongCodes.failed(person.subject)
      return show(request, reply, details, wordsOf(request).codeWrong)
    }
    wrongCodes.clear(person.subject)
    awaitingCode.delete(details.uid)
    return signIn(request, reply, person, true)
  })

  app.post('/interaction/:uid/start-over', async (request, reply) => {
    const details = await detailsOf(request, reply)
    awaitingCode.delete(details.uid)
    startOver(details)
    return reply.redirect(pathOf(details), 303)
  })

  app.post('/interaction/:uid/cancel', async (request, reply) =>
    finish(request, reply, { error: 'access_denied', error_description: 'sign-in was canceled' }),
  )

  app.setErrorHandler((error, request, reply) => {
    const words = wordsOf(request)
    const expired = error instanceof errors.SessionNotFound
    reply.code(expired ? 400 : 500).type('text/html; charset=utf-8')
    const [title, what] = expired ? [words.expiredTitle, words.expired] : [words.errorTitle, words.expired]
    return reply.send(plainPage(words, title, what, config.deskUrl))
  })
}
