import cliProgress from 'cli-progress'

/** Shows a bar that fills in a terminal; elsewhere (a log, a container) one sentence. */
export function progressBar(title: string, say: (sentence: string) => void) {
  if (!process.stderr.isTTY) {
    say(`${title} ...`)
    return { update: (_fraction: number) => {}, stop: () => {} }
  }
  const bar = new cliProgress.SingleBar({
    format: `${title} [{bar}] {percentage}%  {duration_formatted}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    // Ctrl-C is ours: the bar may not end the process.
    gracefulExit: false,
  })
  bar.start(1000, 0)
  return {
    update: (fraction: number) => bar.update(Math.round(fraction * 1000)),
    stop: () => {
      if (!bar.isActive) return
      bar.update(1000)
      bar.stop()
    },
  }
}
