/** KiB, passes, lanes; bytes of the digest. */
export type Argon2Cost = { memoryCost: number; timeCost: number; parallelism: number; outputLen: number }

/** Computes an argon2id digest (RFC 9106, version 0x13). The password is taken as UTF-8. */
export type Argon2id = (password: string, salt: Uint8Array, cost: Argon2Cost) => Promise<Uint8Array>
