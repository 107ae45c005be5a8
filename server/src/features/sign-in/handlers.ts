import type { Api } from '@porchlight/contract/api.ts'
import { type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { record } from '#pipeline/record.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { hashToken, newToken } from '#pipeline/token.ts'
import { countAttempt } from './count-attempt.ts'
import { isPassword } from './password-hash.ts'
import { credentialOf, endCustomerSession, startCustomerSession } from './queries.ts'

/** Seconds that a customer's cookie lives; the session on the server ends as soon, and after 30 minutes without use. */
const sessionSeconds = 12 * 60 * 60

/** Attempts are counted per user name and per address. */
async function limitAttempts({ pool, installation }: Outside, what: string, limit: number) {
  if (!(await countAttempt(pool, installation, `sign-in ${what}`, limit)))
    throw new Refusal('too-many-attempts')
}

/** Where the name is known the line is that web user's, where it is not nobody's; both take as long. */
function recordRefused({ pool, request }: Outside, webUserId: number | undefined): Promise<void> {
  const refused = { event: 'refused', action: 'public', reason: 'sign-in-refused', webUserId } as const
  return record(pool, { kind: 'visitor', ip: request.ip }, request.correlationId, [refused])
}

export const signInHandlers: HandlersOf<'signIn' | 'signOut'> = {
  signIn: prepared<Api['signIn'], number>(
    async ({ body }, outside) => {
      await limitAttempts(outside, `address ${outside.request.ip}`, 100)
      await limitAttempts(outside, `name ${body.userName.toLowerCase()}`, 10)
      const credential = await credentialOf.first(outside.pool, { userName: body.userName })
      const fits = await isPassword(credential?.passwordHash, body.password)
      if (!fits || !credential?.isActive) {
        await recordRefused(outside, credential?.webUserId)
        throw new Refusal('sign-in-refused')
      }
      return credential.webUserId
    },
    async (_, context, webUserId) => {
      const token = newToken()
      const { request, sql } = context
      const { sessionId } = await startCustomerSession.one(sql, {
        webUserId,
        tokenHash: hashToken(token),
        ip: request.ip,
        userAgent: request.userAgent,
      })
      if (sessionId === null) throw new Refusal('sign-in-refused')
      context.reply.setCredential = { value: token, maxAgeSeconds: sessionSeconds }
      context.note({ event: 'signed-in', webUserId })
      return { webUserId }
    },
  ),

  signOut: async (_, context) => {
    const { credential } = context.request
    if (credential) await endCustomerSession(context.sql, { tokenHash: hashToken(credential) })
    context.reply.setCredential = 'expire'
    context.note({ event: 'signed-out' })
    return {}
  },
}
