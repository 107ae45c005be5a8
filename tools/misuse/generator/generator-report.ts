/** What the generated requests led to. */
export type GeneratorReport = {
  requests: number
  slowest_ms: number
  slowest_endpoint: string
  /** Answered with 500 or more. */
  fivexx: number
  /** Refused without a reason of the contract. */
  unnamed: number
  /** A page repeated markup that was sent. */
  echoed: number
  /** Refused, and changed something all the same. */
  half: number
  faults: string[]
}
