import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { readIfThere, writePrivateFile } from '@porchlight/embedded-postgres/files.ts'
import { withStartLock } from '@porchlight/embedded-postgres/start-lock.ts'
import { newSigningKeys } from '#integrations/identity-provider/signing-keys.ts'
import type { Config } from '../config.ts'
import { StartRefused } from '../start-refused.ts'
import type { GivenKeys } from './choose-keys.ts'
import { homeOf } from './embedded-database.ts'

/** Secrets that an installation generates once and must never lose. */
export type Secrets = {
  /** Seals identifiers, and derives the passwords of the database roles. */
  encryptionKey: string
  /** The key before, while it is being changed. */
  previousKey?: string
  clientSecret: string
  paymentSecret: string
  /** Signs what the CIS's stand-in is told. */
  cisSecret: string
  /** Shows the stand-in bank who orders transfers. */
  bankSecret: string
  /** Shows the stand-in of the text-message provider who asks. */
  textSecret: string
  /** Of the identity provider's stand-in. */
  cookieKeys: string[]
  signingKeys: ReturnType<typeof newSigningKeys>
}

const secret = () => randomBytes(32).toString('base64url')

/**
 * Returns the secrets in `secrets.json` (mode 0600) beside the database; the first start makes them.
 * @throws StartRefused if the database exists and the secrets do not, or if this user may not use the folder
 */
export async function keepSecrets(dataFolder: string): Promise<Secrets> {
  try {
    const home = homeOf(dataFolder)
    const file = fileOf(dataFolder)
    return (
      readSecrets(file) ??
      (await withStartLock(`${file}.lock`, async () => readSecrets(file) ?? make(home, file)))
    )
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code ?? '')) throw cause
    throw new StartRefused(
      `The data folder ${dataFolder} cannot be used by this user (${message}): start Porchlight as the user it ` +
        'belongs to, or set PORCHLIGHT_DATA to another folder.',
      { cause },
    )
  }
}

/** Returns the keys that the environment sets; else those that the installation keeps. */
export const givenKeysOf = (
  { encryptionKey, previousKey }: Pick<Config, 'encryptionKey' | 'previousKey'>,
  secrets: Secrets,
): GivenKeys =>
  encryptionKey === undefined
    ? { encryptionKey: secrets.encryptionKey, previousKey: secrets.previousKey }
    : { encryptionKey, previousKey }

const fileOf = (dataFolder: string) => path.join(homeOf(dataFolder), 'secrets.json')

/** Makes a new encryption key for an installation that keeps its own; the key before stays beside it. */
export function addEncryptionKey(dataFolder: string): void {
  const secrets = readSecrets(fileOf(dataFolder))
  if (!secrets) return
  write(fileOf(dataFolder), { ...secrets, encryptionKey: secret(), previousKey: secrets.encryptionKey })
}

/** Forgets the key before. */
export function dropPreviousKey(dataFolder: string): void {
  const { previousKey, ...secrets } = readSecrets(fileOf(dataFolder)) ?? {}
  if (previousKey !== undefined) write(fileOf(dataFolder), secrets)
}

const write = (file: string, secrets: object) =>
  writePrivateFile(file, `${JSON.stringify(secrets, null, 2)}\n`)

function readSecrets(file: string): Secrets | undefined {
  const text = readIfThere(file)
  // A file from before a stand-in has no secret for it. Both sides start with this process, so they may have a new one.
  return text === null
    ? undefined
    : ({ cisSecret: secret(), textSecret: secret(), bankSecret: secret(), ...JSON.parse(text) } as Secrets)
}

function make(home: string, file: string): Secrets {
  if (existsSync(path.join(home, 'postgres', 'PG_VERSION')))
    throw new StartRefused(
      `The data folder ${home} has lost its file secrets.json: put it back from a backup, or set PORCHLIGHT_DATA to ` +
        'another folder.',
    )
  const made = {
    encryptionKey: secret(),
    clientSecret: secret(),
    paymentSecret: secret(),
    cisSecret: secret(),
    textSecret: secret(),
    bankSecret: secret(),
    cookieKeys: [secret()],
    signingKeys: newSigningKeys(),
  }
  write(file, made)
  return made
}
