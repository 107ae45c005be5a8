import { hashToken } from '#sessions/token.ts'

/** Returns the id by which the policy and the record know a registered issuer. */
export const clientIdOf = (issuerKey: string): string => `issuer:${issuerKey}`

/** Returns the hash by which a session of an issuer (`sid`) is known here: the name itself is stored nowhere. */
export const sessionHash = (sid: string): Uint8Array => hashToken(`issuer session ${sid}`)
