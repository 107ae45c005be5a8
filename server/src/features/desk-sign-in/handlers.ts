import type { Api } from '@porchlight/contract/api.ts'
import { openCookie } from '#http/sealed-cookie.ts'
import { followed, type HandlersOf, type Outside } from '#pipeline/handler.ts'
import { endSessionOf } from './end-session.ts'
import { signOutHintOf } from './queries.ts'
import { signedOutPath } from './signed-out-page.ts'

/** Seconds that a sign-out is remembered in its browser: a working day. */
const signedOutSeconds = 12 * 60 * 60

export const deskSignInHandlers: HandlersOf<'endDeskSession'> = {
  endDeskSession: followed<Api['endDeskSession'], string | undefined>(
    async (_, { sql, grant, reply, note, installation }) => {
      const hint = await signOutHintOf.first(sql, { deskSessionId: grant.deskSessionId })
      await endSessionOf(sql, grant)
      reply.setCredential = 'expire'
      reply.beside = { 'desk-signed-out': { value: '1', maxAgeSeconds: signedOutSeconds } }
      note({ event: 'signed-out' })
      const sealed = hint?.signOutHint
      if (!sealed) return undefined
      const opened = openCookie(installation.readableKeys, 'desk sign-out', sealed) as { hint?: string }
      return opened?.hint
    },
    async (_, hint, outside) => ({ next: await wayOut(hint, outside) }),
  ),
}

/** Returns the address that signs out at the provider and returns to the signed-out page; that page if the provider has no sign-out. */
async function wayOut(hint: string | undefined, { installation }: Outside): Promise<string> {
  const { identityProvider, origins, log } = installation
  const returnTo = `${origins.desk}${signedOutPath}`
  const url = await identityProvider.signOutUrl({ returnTo, hint }).catch((err: unknown) => {
    log.warn({ err }, 'the identity provider could not be asked for a sign-out')
    return undefined
  })
  return url ?? `${signedOutPath}?desk-only`
}
