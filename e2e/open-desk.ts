import type { Browser } from '@playwright/test'
import type { ServerAddresses } from './server.ts'
import { signInCsr } from './sign-in.ts'

/** Opens the desk at a path (`/to-dos`) in a browser of its own, 1440 by 900, signed in as a CSR. The caller closes the context. */
export async function openDesk(browser: Browser, addresses: ServerAddresses, csrId: string, path: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(context, addresses, csrId)
  const desk = await context.newPage()
  await desk.goto(addresses.desk + path)
  return { context, desk }
}
