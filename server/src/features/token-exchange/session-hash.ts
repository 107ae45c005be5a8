import { hashToken } from '#sessions/token.ts'

/** Returns the hash by which a session of an issuer (`sid`) is known here: the name itself is stored nowhere. */
export const sessionHash = (sid: string): Uint8Array => hashToken(`issuer session ${sid}`)
