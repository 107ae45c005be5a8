/** An opened embedded PostgreSQL. */
export type EmbeddedServer = {
  /** The superuser's connection string for a database of this server, password included. */
  url(database: string): string
  /** The server stops when we close it. */
  owner: boolean
  /** The data folder was empty and this opening made the cluster. */
  firstStart: boolean
  /** Stops the server if it is still ours; else does nothing. May be called twice. */
  close(): Promise<void>
}
