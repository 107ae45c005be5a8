import { once } from 'node:events'
import { createServer } from 'node:net'
import { StartRefused } from '../start-refused.ts'

/** Turns an error of listening into one sentence; returns other errors unchanged. */
export function portRefusal(
  error: unknown,
  port: number,
  address: string,
  portName = 'PORT',
  addressName = 'PORCHLIGHT_LISTEN',
): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE')
    return new StartRefused(
      `Port ${port} is in use: stop what uses it, or set ${portName} to another number.`,
    )
  if (code === 'EACCES')
    return new StartRefused(
      `Port ${port} may not be opened by this user: set ${portName} to a number above 1023.`,
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartRefused(`${addressName} is "${address}", which is not an address of this machine.`)
  return error
}

/** Throws StartRefused where the server cannot listen. Runs before anything else starts. */
export async function checkPort(port: number, address: string): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, address)
    await once(probe, 'listening')
  } catch (error) {
    throw portRefusal(error, port, address)
  } finally {
    probe.close()
  }
}
