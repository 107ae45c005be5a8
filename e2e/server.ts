import { readFileSync } from 'node:fs'

/** A residential customer of the demo who signs in with the demo password and reaches one account, which nobody else reaches. */
export type JourneyCustomer = {
  webUserId: number
  userName: string
  email: string
  personId: number
  name: string
  accountId: number
  postalCode: string
}

/** Where the server under test listens: base URLs without a trailing slash. `plain` is the 127.0.0.1 form. */
export type ServerAddresses = {
  portal: string
  desk: string
  plain: string
  port: number
  dataFolder: string
  /** The demo's made-up customers, as they were before the first journey. */
  customers: readonly JourneyCustomer[]
}

/**
 * Reads the JSON file named by PORCHLIGHT_E2E, written by the global set-up.
 * Throws where there is none or a field is missing.
 */
export function serverAddresses(): ServerAddresses {
  const file = process.env.PORCHLIGHT_E2E
  if (!file) throw new Error('PORCHLIGHT_E2E names no file: the global set-up did not start a server')
  const read: Partial<ServerAddresses> = JSON.parse(readFileSync(file, 'utf8'))
  const { portal, desk, plain, port, dataFolder, customers } = read
  if (!portal || !desk || !plain || !port || !dataFolder || !customers)
    throw new Error(`${file} lacks one of portal, desk, plain, port, dataFolder, customers`)
  return { portal, desk, plain, port, dataFolder, customers }
}
