import { z } from 'zod'
import { type Bank, BankFailure, bankReasons } from './bank.ts'

export interface BankOptions {
  /** Where the bank's API is: `https://api.bank.example`. */
  readonly api: string
  /** The `Authorization` header, as `Bearer ...`. */
  readonly authorization: string
  /** How long to wait for an answer, in milliseconds. */
  readonly patienceMs?: number
}

export const transfersPath = '/transfers'
export const returnsPath = '/returns'

const Reason = z.enum(bankReasons)
const Answer = z.union([
  z.object({ state: z.literal('accepted'), bankReference: z.string().min(1).max(80) }),
  z.object({ state: z.literal('refused'), reason: Reason }),
])
const Returns = z.object({
  returns: z.array(z.object({ position: z.number().int().positive(), key: z.string(), reason: Reason })),
})
const Listed = z.object({
  transfers: z.array(
    z.object({
      key: z.string(),
      direction: z.enum(['debit', 'credit']),
      amountCents: z.number().int(),
      currency: z.string(),
      state: z.enum(['accepted', 'returned']),
      at: z.string(),
    }),
  ),
})

/** Returns the client of the bank's HTTP API (docs/operating.md). */
export const httpBank = ({ api, authorization, patienceMs = 10_000 }: BankOptions): Bank => {
  async function ask<T>(path: string, schema: z.ZodType<T>, order?: { key: string }): Promise<T> {
    const response = await fetch(new URL(path, api), {
      method: order ? 'POST' : 'GET',
      headers: {
        authorization,
        ...(order && { 'content-type': 'application/json', 'idempotency-key': order.key }),
      },
      ...(order && { body: JSON.stringify(order) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    }).catch((cause: unknown) => {
      throw new BankFailure('bank-unreachable', { cause })
    })
    const body: unknown = await response.json().catch(() => undefined)
    const read = schema.safeParse(body)
    if (response.ok && read.success) return read.data
    // The body may repeat an account number, which belongs in no log.
    const isOurs = [400, 409, 413, 422].includes(response.status)
    throw new BankFailure(isOurs ? 'bank-request-refused' : 'bank-unreachable', {
      cause: new Error(`the bank answered ${response.status}`),
    })
  }
  return {
    transfer: (order) => ask(transfersPath, Answer, order),
    returns: async (after) => (await ask(`${returnsPath}?after=${after}`, Returns)).returns,
    transfersOf: async (day) => (await ask(`${transfersPath}?day=${day}`, Listed)).transfers,
  }
}
