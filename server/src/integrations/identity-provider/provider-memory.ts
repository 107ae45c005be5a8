import type { AdapterFactory, AdapterPayload } from 'oidc-provider'

const sweepAbove = 500

interface Kept {
  readonly kind: string
  readonly payload: AdapterPayload
  readonly expiresAt: number
}

/** What the provider remembers (sessions, grants, codes): in memory, for this process and provider only. */
export const providerMemory = (): AdapterFactory => {
  const kept = new Map<string, Kept>()
  const isLive = (entry: Kept) => entry.expiresAt > Date.now()
  const sweep = () => {
    for (const [key, entry] of kept) if (!isLive(entry)) kept.delete(key)
  }
  const read = (key: string) => {
    const entry = kept.get(key)
    return entry !== undefined && isLive(entry) ? entry.payload : undefined
  }

  return (kind) => {
    const keyOf = (id: string) => `${kind}:${id}`
    const search = (matches: (payload: AdapterPayload) => boolean) => {
      for (const entry of kept.values())
        if (entry.kind === kind && isLive(entry) && matches(entry.payload)) return entry.payload
      return undefined
    }
    return {
      upsert: async (id, payload, expiresIn) => {
        if (kept.size > sweepAbove) sweep()
        const expiresAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000
        kept.set(keyOf(id), { kind, payload, expiresAt })
      },
      find: async (id) => read(keyOf(id)),
      findByUid: async (uid) => search((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => search((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = read(keyOf(id))
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => void kept.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, entry] of kept) if (entry.payload.grantId === grantId) kept.delete(key)
      },
    }
  }
}
