import { readFileSync } from 'node:fs'

/** Where the server under test listens: base URLs without a trailing slash. `plain` is the 127.0.0.1 form. */
export type ServerAddresses = {
  portal: string
  desk: string
  plain: string
  port: number
  dataFolder: string
}

/**
 * Reads the JSON file named by PORCHLIGHT_E2E, written by the global set-up.
 * Throws where there is none or a field is missing.
 */
export function serverAddresses(): ServerAddresses {
  const file = process.env.PORCHLIGHT_E2E
  if (!file) throw new Error('PORCHLIGHT_E2E names no file: the global set-up did not start a server')
  const read: Partial<ServerAddresses> = JSON.parse(readFileSync(file, 'utf8'))
  const { portal, desk, plain, port, dataFolder } = read
  if (!portal || !desk || !plain || !port || !dataFolder)
    throw new Error(`${file} lacks one of portal, desk, plain, port, dataFolder`)
  return { portal, desk, plain, port, dataFolder }
}
