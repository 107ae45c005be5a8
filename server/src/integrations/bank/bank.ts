/** Why a bank does not make a transfer, or takes it back. */
export const bankReasons = [
  'insufficient-funds',
  'account-closed',
  'no-account',
  'not-authorized',
  'stopped',
] as const
export type BankReason = (typeof bankReasons)[number]

export interface TransferOrder {
  /** The bank makes one transfer per key, however often it gets the order. */
  readonly key: string
  /** `debit` takes money from the customer's account; `credit` pays into it. */
  readonly direction: 'debit' | 'credit'
  readonly routingNumber: string
  readonly accountNumber: string
  readonly kind: 'checking' | 'savings'
  /** Whole cents, above zero. */
  readonly amountCents: number
  /** ISO 4217. */
  readonly currency: string
  /** What the customer reads on the bank statement. No account number, no name. */
  readonly description: string
}

export type TransferAnswer =
  | { readonly state: 'accepted'; readonly bankReference: string }
  | { readonly state: 'refused'; readonly reason: BankReason }

/** A transfer that the bank had accepted and took back later. */
export interface BankReturn {
  /** Grows by one with each return. */
  readonly position: number
  readonly key: string
  readonly reason: BankReason
}

/** A transfer in the bank's own list. */
export interface ListedTransfer {
  readonly key: string
  readonly direction: 'debit' | 'credit'
  readonly amountCents: number
  readonly currency: string
  readonly state: 'accepted' | 'returned'
  readonly at: string
}

/** The utility's bank, which moves money to and from customers' bank accounts. Each call fails with a `BankFailure`. */
export interface Bank {
  transfer(order: TransferOrder): Promise<TransferAnswer>
  /** Returns what was taken back after this position, in order; at most a few hundred at a time. */
  returns(afterPosition: number): Promise<readonly BankReturn[]>
  /** Returns the accepted transfers of one UTC day (`YYYY-MM-DD`), returned ones included. */
  transfersOf(day: string): Promise<readonly ListedTransfer[]>
}

/**
 * - `bank-unreachable`: an outage; the same order may be sent again
 * - `bank-request-refused`: the bank will not take this request, however often it is sent
 */
export type BankFailureReason = 'bank-unreachable' | 'bank-request-refused'

export class BankFailure extends Error {
  override readonly name = 'BankFailure'

  constructor(
    readonly reason: BankFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options)
  }
}
