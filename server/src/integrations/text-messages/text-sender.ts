export interface TextMessage {
  /** E.164, `+16195550101`. */
  readonly to: string
  readonly text: string
  /** The same for every attempt at the same message: the provider sends a message once, however often it is asked. */
  readonly idempotencyKey: string
}

/** A provider of text messages. */
export interface TextSender {
  /** Resolves when the provider has taken the message; fails with a `TextFailure`. */
  sendText(message: TextMessage): Promise<void>
}

/**
 * - `text-provider-unreachable`: an outage, or "try later"; the same message may be sent again
 * - `text-refused`: the provider will not take this message, however often it is sent
 */
export type TextFailureReason = 'text-provider-unreachable' | 'text-refused'

export class TextFailure extends Error {
  override readonly name = 'TextFailure'

  constructor(
    readonly reason: TextFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options)
  }
}
