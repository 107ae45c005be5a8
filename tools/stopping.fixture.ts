/** For tests: what a command is given to close when it ends, and a function that closes it. */
export function stoppingForTests() {
  const closers: (() => unknown)[] = []
  return {
    stopping: {
      add: (close: () => unknown) => void closers.push(close),
      closeAll: async () => {},
      isStopping: false,
    },
    close: async () => {
      for (const close of closers) await close()
    },
  }
}
