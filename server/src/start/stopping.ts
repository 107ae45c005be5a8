/** What has to be closed before the process ends, and the signals that end it. */
export type Stopping = {
  /** Closed on the way out, the last one added first. */
  add(close: () => Promise<unknown> | unknown): void
  /** Closes everything once; a failure of one does not keep the others open. */
  closeAll(): Promise<void>
  readonly isStopping: boolean
}

/** Time limit of an orderly stop. The operating system ends what still hangs with the process. */
const patienceMs = 9_000

/**
 * Ends the process in order on Ctrl-C or SIGTERM, with exit code 0, also while it is still starting. A second one ends it at
 * once.
 */
export function watchSignals(say: (sentence: string) => void): Stopping {
  const closers: (() => Promise<unknown> | unknown)[] = []
  let isStopping = false
  let closing: Promise<void> | undefined

  const closeInOrder = async () => {
    for (;;) {
      const close = closers.pop()
      if (!close) return
      try {
        await close()
      } catch (error) {
        say(`While stopping: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  const closeAll = () => {
    closing ??= closeInOrder()
    return closing
  }
  const stop = async () => {
    if (isStopping) process.exit(130)
    isStopping = true
    say('Stopping ... (Ctrl-C again to force)')
    setTimeout(() => {
      say('Stopped, although not everything could be closed in order.')
      process.exit(0)
    }, patienceMs).unref()
    await closeAll()
    say('Stopped.')
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    add: (close) => {
      closers.push(close)
      // Close what was opened during the stop, so that it does not leak.
      if (isStopping) void closeInOrder()
    },
    closeAll,
    get isStopping() {
      return isStopping
    },
  }
}
