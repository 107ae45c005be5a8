/** Sorts the keys of a value: jsonb does not keep their order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

type Question = { payload: unknown; amountCents: number | null; accountId: number | null }

/** Returns whether two requests under one idempotency key ask for the same: payload, account and amount. */
export function isSameQuestion(one: Question, other: Question): boolean {
  const key = ({ payload, amountCents, accountId }: Question) =>
    JSON.stringify([sorted(payload), amountCents, accountId])
  return key(one) === key(other)
}
