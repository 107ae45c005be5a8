import type { Client, EndpointName } from '@porchlight/contract/client.ts'
import { Refused } from '@porchlight/contract/client.ts'
import type { Problem, Where } from './page.ts'
import type { PortalCalls } from './request.ts'

type Input<N extends EndpointName> = NonNullable<Parameters<Client[N]>[0]>
type Answer<N extends EndpointName> = Awaited<ReturnType<Client[N]>>

/** A form of the portal: how its fields become the body of an endpoint, and where to go on when it was taken. */
export type Form<N extends EndpointName = EndpointName> = {
  /** Where it is posted. */
  path: string
  endpoint: N
  toInput(fields: Fields, where: Where): Input<N>
  /** The address to go on to: `notice` names a sentence of the locale files (`notice.<name>`) that is shown there. */
  done(output: Answer<N>, where: Where, links: { deskOrigin: string }): { location: string; notice?: string }
  /** The page that is shown again, with what was typed, when the form is refused. */
  pagePath: string
  /**
   * Accepts the form without a form token. The request's Origin is proof enough before sign-in, and signing out is harmless
   * for any customer. So signing in and out also works in a second tab with an older page.
   */
  needsNoToken?: boolean
  /**
   * Takes the one-click request of a mail program too (RFC 8058), which comes from no page of ours: the key in its address is the proof.
   */
  isOneClick?: boolean
  /** Where to go on when nobody is signed in any more, for a form that is then already done. */
  whenSignedOut?: string
}

export const form = <N extends EndpointName>(definition: Form<N>) => definition as unknown as Form

/** The fields of a form as text: absent is empty, so that a missing field is told like an empty one. */
export type Fields = {
  text(name: string): string
  number(name: string): number
  isOn(name: string): boolean
  has(name: string): boolean
}

function fieldsOf(sent: URLSearchParams): Fields {
  return {
    text: (name) => sent.get(name) ?? '',
    number: (name) => Number(sent.get(name) ?? Number.NaN),
    isOn: (name) => sent.get(name) === 'on',
    has: (name) => sent.has(name),
  }
}

export type Outcome = { location: string } | { problem: Problem; status: number }

/**
 * Turns posted fields into a contract call. Returns a refused form with what was typed.
 * Throws `Refused` if the session or the masquerade has ended: signing in comes first.
 */
export async function submit(
  definition: Form,
  sent: URLSearchParams,
  where: Where,
  calls: PortalCalls,
  deskOrigin: string,
): Promise<Outcome> {
  const call = calls.call[definition.endpoint] as (input: unknown) => Promise<never>
  try {
    const output = await call(definition.toInput(fieldsOf(sent), where))
    const { location, notice } = definition.done(output, where, { deskOrigin })
    return {
      location: notice ? `${location}${location.includes('?') ? '&' : '?'}notice=${notice}` : location,
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.body.reason === 'not-signed-in' || error.body.reason === 'masquerade-ended') throw error
    return { problem: { refusal: error.body, typed: sent, form: definition.path }, status: error.status }
  }
}
