export type DemoOptions = {
  /** A superuser's or the owner's connection string. */
  ownerUrl: string
  /** About how many persons; never fewer than the cast. */
  people: number
  seed: number
  /** The issuer of the identity provider that the staff use. */
  issuer: string
  /** IANA name. */
  timeZone: string
  /** `YYYY-MM-DD`: usage and bills end the day before. */
  today: string
  /** The installation's key, which seals identifiers. */
  encryptionKey: string
  /** An Argon2id hash of the demo password; it is made where none is given. */
  demoPasswordHash?: string
  /** Receives the progress, from 0 to 1, by rows that the database has. */
  onProgress(fraction: number, label: string): void
}

/** What the filled database has. */
export type DemoSummary = {
  people: number
  accounts: number
  premises: number
  webUsers: number
  bills: number
  tasks: number
  rows: number
  seconds: number
}
