import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere, writePrivateFile } from './files.ts'
import type { ProcessIdentity } from './process-identity.ts'

/** The content of `server.json`: how to reach the running server, and which process stops it. */
export type ServerRecord = {
  port: number
  password: string
  postmasterPid: number
  owner: ProcessIdentity
  /** The owner is the application itself, not a command. */
  exclusive: boolean
  /** Identifies one opening of the server: a process may open it more than once. */
  token: string
  /** The version and settings that the server runs with. A server with others is not adopted. */
  settings: string
}

const fileOf = (home: string) => join(home, 'server.json')

/** Returns the record in this folder, or null if there is none or it is damaged (the cluster's own files tell the rest). */
export function readServerRecord(home: string): ServerRecord | null {
  const text = readIfThere(fileOf(home))
  if (text === null) return null
  try {
    return JSON.parse(text) as ServerRecord
  } catch {
    return null
  }
}

/** Writes the record, mode 0600. */
export function writeServerRecord(home: string, record: ServerRecord): void {
  writePrivateFile(fileOf(home), `${JSON.stringify(record, null, 2)}\n`)
}

/** Removes the record after the server has stopped. */
export function removeServerRecord(home: string): void {
  rmSync(fileOf(home), { force: true })
}
