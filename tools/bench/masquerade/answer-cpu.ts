/** Tells the parent the port, and on each of its messages the CPU time that this process has used, in milliseconds. */
export function answerCpu(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.((user + system) / 1000)
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.(port)
}
