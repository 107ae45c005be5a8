import { type EncryptionKeys, type KeptHashKey, keyCheckOf } from '#encryption/encryption-keys.ts'
import { openValue } from '#encryption/sealed-value.ts'
import { commandLine } from '../project-folder.ts'
import { StartRefused } from '../start-refused.ts'
import { type InstallationState, provenBy } from './installation-state.ts'

/** The keys that the operator set. */
export type GivenKeys = {
  encryptionKey: string
  /** The key before, while the key is being changed. */
  previousKey?: string | undefined
}

/**
 * Returns which of the keys is current: the database says so, and every process that has both agrees. So both can be set before the change
 * begins, and stay set until it has ended.
 * @throws StartRefused where the keys do not fit the database, or one of two that it needs is missing
 */
export function chooseKeys(state: InstallationState, given: GivenKeys): EncryptionKeys {
  const [current, other] = orderedKeys(state, given)
  const readableKeys = other === undefined ? [current] : [current, other]
  return { encryptionKey: current, readableKeys, keptHashKeys: openKept(state, readableKeys) }
}

function orderedKeys(state: InstallationState, given: GivenKeys): [string, string?] {
  const { encryptionKey, previousKey } = given
  const { remembered, database } = state
  const proof = provenBy(state, encryptionKey)
  if (remembered?.previousKeyCheck) {
    const before = previousKey !== undefined && keyCheckOf(previousKey) === remembered.previousKeyCheck
    if (proof === 'right' && before) return [encryptionKey, previousKey]
    if (proof === 'right' || keyCheckOf(encryptionKey) === remembered.previousKeyCheck)
      throw new StartRefused(
        `The encryption key of the database ${database} is being changed, and both keys are needed until "${commandLine('admin', 'rotate-key --finish')}": set PORCHLIGHT_ENCRYPTION_KEY to the new key and PORCHLIGHT_PREVIOUS_ENCRYPTION_KEY to the key before.`,
      )
  }
  if (proof !== 'wrong') return [encryptionKey]
  if (previousKey !== undefined && provenBy(state, previousKey) === 'right')
    return [previousKey, encryptionKey]
  throw new StartRefused(
    `PORCHLIGHT_ENCRYPTION_KEY is not the key of the database ${database}: set the key that it was made with, or name another database.`,
  )
}

function openKept({ database, keptHashKeys }: InstallationState, keys: readonly string[]): KeptHashKey[] {
  return keptHashKeys.map(({ purpose, sealed }) => {
    try {
      const opened = openValue(keys, sealed)
      return { purpose, key: purpose.endsWith('0.2.0') ? opened : Buffer.from(opened, 'base64url') }
    } catch (cause) {
      throw new StartRefused(
        `A kept hash key of the database ${database} does not open under the encryption key: restore the table kept_hash_keys from the same backup as the rest.`,
        { cause },
      )
    }
  })
}
