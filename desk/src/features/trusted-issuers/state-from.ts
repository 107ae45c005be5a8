import { issuerAlgorithms } from '@porchlight/contract/limits.ts'
import type { IssuerState } from './trusted-issuers.ts'

/** Returns the state that the form was filled in with. Return addresses and context names stand one per line. */
export function stateFrom(form: FormData): IssuerState {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const lines = (name: string) => text(name).split(/\s+/).filter(Boolean)
  return {
    displayName: text('displayName'),
    issuer: text('issuer'),
    audience: text('audience'),
    keyAddress: text('keyAddress') || null,
    pastedKeys: text('pastedKeys') || null,
    algorithms: issuerAlgorithms.filter((algorithm) => form.has(`algorithm-${algorithm}`)),
    returnUrls: lines('returnUrls'),
    contextNames: lines('contextNames'),
    activeFrom: text('activeFrom'),
    activeTo: text('activeTo') || null,
  }
}
