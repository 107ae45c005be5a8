import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessIdentity } from './process-identity.ts'
import { readIfThere } from './read-if-there.ts'
import { writePrivateFile } from './write-private-file.ts'

/** What `server.json` says of a running server: how to reach it, and who stops it. */
export type ServerRecord = {
  port: number
  password: string
  postmasterPid: number
  owner: ProcessIdentity
  /** The owner is the application itself, not a command. */
  exclusive: boolean
  /** One opening of the server: a process may open it more than once. */
  token: string
  /** Version and settings it runs with: a server with others is not adopted. */
  settings: string
}

const fileOf = (home: string) => join(home, 'server.json')

/** The record in this folder, or null when there is none or it is damaged (the cluster itself tells the rest). */
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

/** Removes the record: nothing runs here. */
export function removeServerRecord(home: string): void {
  rmSync(fileOf(home), { force: true })
}
