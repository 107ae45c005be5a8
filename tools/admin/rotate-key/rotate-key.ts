import { openDatabase } from '@porchlight/server/database/database.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { keyIdOf } from '@porchlight/server/encryption/encryption-keys.ts'
import { commandLine } from '@porchlight/server/project-folder.ts'
import { chooseKeys } from '@porchlight/server/start/choose-keys.ts'
import { readInstallationState } from '@porchlight/server/start/installation-state.ts'
import { addEncryptionKey, dropPreviousKey } from '@porchlight/server/start/keep-secrets.ts'
import { areRolesThere } from '@porchlight/server/start/prepare-database.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { givenKeys, type OnInstallation } from '../../on-installation.ts'
import { AdminUsage } from '../admin-usage.ts'
import { recordAdmin } from '../record-admin.ts'
import { beginChange, type Change } from './begin-change.ts'
import { finishChange, refuseOtherProcesses } from './finish-change.ts'
import { countIdentifiersLeft, resealBankAccounts, resealIdentifiers, resealSignOutHints } from './reseal.ts'

type On = Pick<OnInstallation, 'config' | 'ownerUrl' | 'stopping' | 'say'>

/** Held by the one command that changes the key. */
const LOCK = 7_402_158

const number = new Intl.NumberFormat('en-US')

/**
 * Changes the encryption key (`npm run admin -- rotate-key`), or with `--finish` drops the key before. Killed at any moment and run again,
 * it goes on. The application runs beside it, as long as every process has both keys.
 */
export async function rotateKey({ config, ownerUrl, stopping, say }: On, args: string[]): Promise<void> {
  if (args.length > 1 || (args.length === 1 && args[0] !== '--finish')) throw new AdminUsage()
  const owner = openPool(ownerUrl, 1)
  stopping.add(() => owner.end())
  const [lock] = await owner.unsafe('SELECT pg_try_advisory_lock($1) AS is_taken', [LOCK])
  if (lock?.isTaken !== true) throw new StartRefused('Another command is changing the encryption key.')
  const { change, isBegun } = await changeOf(owner, config)
  const rolePrefix = config.databaseRoles
  if (args[0] === '--finish') {
    if (!isBegun)
      throw new StartRefused('No change of the encryption key has begun: there is nothing to finish.')
    const areRolesSet = await haveNewPasswords(ownerUrl, change, rolePrefix)
    await owner.begin((sql) => finishChange(sql, change, { rolePrefix, areRolesSet }))
    if (config.encryptionKey === undefined) dropPreviousKey(config.dataFolder)
    say(`The key ${keyIdOf(change.oldKey)} is dropped.`)
    if (config.encryptionKey !== undefined)
      say(
        'Remove PORCHLIGHT_PREVIOUS_ENCRYPTION_KEY, and keep that key with the backups that were made before now.',
      )
    return
  }
  if (!isBegun)
    await owner.begin(async (sql) => {
      await refuseOtherProcesses(sql, rolePrefix, change, 'begin')
      await beginChange(sql, change)
    })
  await reseal(owner, change, say, () => stopping.isStopping)
}

/** Returns the two keys of the change, and whether it has begun. A demo makes its new key itself. */
async function changeOf(owner: Pool, config: On['config']): Promise<{ change: Change; isBegun: boolean }> {
  const state = await readInstallationState(owner)
  if (!state.remembered || !state.isKeyChangeable)
    throw new StartRefused(
      'This version has not run on this database yet: start it once, then change the key.',
    )
  const keysNow = async () => chooseKeys(state, await givenKeys(config)).readableKeys
  let keys = await keysNow()
  if (keys.length === 1 && config.encryptionKey === undefined) {
    // A command that was killed at the end of the last change left its key behind.
    dropPreviousKey(config.dataFolder)
    addEncryptionKey(config.dataFolder)
    keys = await keysNow()
  }
  const [current = '', other] = keys
  if (other === undefined)
    throw new StartRefused(
      'There is no other key to change to: set PORCHLIGHT_ENCRYPTION_KEY to the new key and PORCHLIGHT_PREVIOUS_ENCRYPTION_KEY to the present one, restart all processes and run this.',
    )
  const isBegun = state.remembered.previousKeyCheck !== undefined
  return {
    change: isBegun ? { newKey: current, oldKey: other } : { newKey: other, oldKey: current },
    isBegun,
  }
}

async function reseal(owner: Pool, change: Change, say: On['say'], isStopping: () => boolean): Promise<void> {
  const left = await countIdentifiersLeft(owner, change)
  const bar = progressBar(
    `Sealing ${number.format(left)} identifiers under the key ${keyIdOf(change.newKey)}`,
    say,
  )
  const update = (done: number) => bar.update(left === 0 ? 1 : done / left)
  const done = await resealIdentifiers(owner, change, update, isStopping).finally(bar.stop)
  const bankAccounts = isStopping() ? 0 : await resealBankAccounts(owner, change)
  const hints = await owner.begin(async (sql) => {
    const resealed = await resealSignOutHints(sql, change)
    if (done.resealed + bankAccounts + resealed > 0)
      await recordAdmin(sql, 'changed', 'encryption-key:rotate', {
        step: 'resealed',
        keyId: keyIdOf(change.newKey),
        identifiers: done.resealed,
        bankAccounts,
        deskSessions: resealed,
      })
    return resealed
  })
  say(`${number.format(done.resealed)} identifiers and ${hints} desk sessions are sealed under the new key.`)
  if (bankAccounts > 0) say(`${number.format(bankAccounts)} bank accounts are sealed under the new key.`)
  if (isStopping()) throw new StartRefused('Stopped: run the command again to go on.')
  if (done.unopened.length > 0)
    throw new StartRefused(
      `${done.unopened.length} identifiers open under neither key, the first is number ${done.unopened[0]}: import those people again from the CIS, or delete the identifiers; until then the change cannot be finished.`,
    )
  say(
    `Both keys are valid. Restart all processes so that all use the new key; then run "${commandLine('admin', 'rotate-key --finish')}". ` +
      'Drafts on the desk are sealed again as each CSR opens the desk: finish after 30 days, and none is lost.',
  )
}

async function haveNewPasswords(ownerUrl: string, { newKey }: Change, rolePrefix: string): Promise<boolean> {
  const database = openDatabase(ownerUrl, newKey, { connections: 5, rolePrefix })
  return areRolesThere(database, rolePrefix).finally(() => database.close())
}
