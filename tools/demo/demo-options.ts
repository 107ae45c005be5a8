export type DemoOptions = {
  /** A superuser's or the owner's connection string. */
  ownerUrl: string
  /** About how many persons; never fewer than the cast. */
  people: number
  seed: number
  /** Of the identity provider that the staff sign in at. */
  issuer: string
  /** IANA name. */
  timeZone: string
  /** `YYYY-MM-DD`: usage and bills end the day before. */
  today: string
  /** The installation's: identifiers are sealed under it. */
  encryptionKey: string
  /** An Argon2id hash of the demo password; it is made where none is given. */
  demoPasswordHash?: string
  /** From 0 to 1, by rows that the database has taken. */
  onProgress(fraction: number, label: string): void
}

/** What stands in the database after a demo was filled in. */
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
