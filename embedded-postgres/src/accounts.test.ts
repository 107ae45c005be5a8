import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findPackage, prepareBinaries } from './binaries.ts'
import { canReach, chooseHome, isRoot, unprivilegedAccount } from './home.ts'
import { openElsewhere, TSX } from './open-elsewhere.fixture.ts'

const NOBODY = { uid: 65_534, gid: 65_534 }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-accounts-'))
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(isRoot())('as root', () => {
  test('data that PostgreSQL cannot reach goes to the shelter, and stays there', () => {
    const closed = join(folder, 'closed')
    const shelter = join(folder, 'shelter')
    mkdirSync(closed, { mode: 0o700 })
    const home = chooseHome(join(closed, 'data'), shelter)
    expect(home).toMatchObject({ sheltered: true, account: unprivilegedAccount() })
    expect(home.folder.startsWith(shelter)).toBe(true)
    mkdirSync(join(home.folder, 'postgres'))
    writeFileSync(join(home.folder, 'postgres', 'PG_VERSION'), '18\n')
    chmodSync(closed, 0o755)
    expect(chooseHome(join(closed, 'data'), shelter).folder).toBe(home.folder)
  })

  test('data that PostgreSQL can reach stays in the data folder and runs as its owner', () => {
    const data = join(folder, 'data')
    expect(chooseHome(data).folder).toBe(data)
    mkdirSync(join(data, 'postgres'))
    writeFileSync(join(data, 'postgres', 'PG_VERSION'), '18\n')
    chownSync(join(data, 'postgres'), NOBODY.uid, NOBODY.gid)
    expect(chooseHome(data)).toEqual({ folder: data, account: NOBODY, sheltered: false })
  })

  test('binaries that PostgreSQL cannot reach are copied once per version', () => {
    const installed = findPackage()
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    cpSync(installed.folder, join(closed, 'package'), { recursive: true, verbatimSymlinks: true })
    const native = prepareBinaries({ ...installed, folder: join(closed, 'package') }, NOBODY, folder)
    expect(native).toBe(join(folder, `postgresql-${installed.version}`, 'native'))
    expect(existsSync(join(native, 'bin', 'postgres'))).toBe(true)
    expect(prepareBinaries({ ...installed, folder: join(closed, 'package') }, NOBODY, folder)).toBe(native)
  })

  test('binaries whose links are missing are copied where node_modules is read-only', (context) => {
    if (!canReach(NOBODY, process.cwd())) return context.skip('skipped: nobody cannot reach this checkout')
    const installed = findPackage()
    const copy = join(folder, 'package')
    cpSync(installed.folder, copy, { recursive: true, verbatimSymlinks: true })
    const links = JSON.parse(readFileSync(join(copy, 'native', 'pg-symlinks.json'), 'utf8')) as {
      target: string
    }[]
    for (const { target } of links) rmSync(join(copy, target), { force: true })
    const home = join(folder, 'home')
    mkdirSync(home)
    chownSync(home, NOBODY.uid, NOBODY.gid)
    const code = `import { prepareBinaries } from '${new URL('./binaries.ts', import.meta.url)}'
      console.log(prepareBinaries(...${JSON.stringify([{ ...installed, folder: copy }, null, home])}))`
    const words = ['--import', TSX, '--input-type=module', '-e', code]
    const native = spawnSync(process.execPath, words, { ...NOBODY, encoding: 'utf8' }).stdout.trim()
    expect(native).toBe(join(home, `postgresql-${installed.version}`, 'native'))
    for (const { target } of links) expect(existsSync(join(native, '..', target))).toBe(true)
    expect(prepareBinaries({ ...installed, folder: copy }, null, home)).toBe(join(copy, 'native'))
    for (const { target } of links) expect(existsSync(join(copy, target))).toBe(true)
  })

  test('an ordinary user starts it, and another user is refused in one sentence', async (context) => {
    if (!canReach(NOBODY, process.cwd())) return context.skip('skipped: nobody cannot reach this checkout')
    const dataFolder = join(folder, 'data')
    mkdirSync(dataFolder)
    chownSync(dataFolder, NOBODY.uid, NOBODY.gid)
    const flags = ['fsync=off', 'shared_buffers=16MB']
    const ordinary = await openElsewhere({ dataFolder, flags }, { as: NOBODY })
    expect(ordinary.said).toMatchObject({ owner: true, firstStart: true })
    const stranger = await openElsewhere({ dataFolder, flags }, { as: { uid: 65_533, gid: 65_533 } })
    expect(stranger.said.refused).toMatch(/^StartRefused: The data folder .* cannot be used by this user/)
    await ordinary.close()
    const root = await openElsewhere({ dataFolder, flags })
    expect(root.said).toMatchObject({ owner: true, firstStart: false })
    await root.close()
    const again = await openElsewhere({ dataFolder, flags }, { as: NOBODY })
    expect(again.said).toMatchObject({ owner: true, firstStart: false })
    await again.close()
  })
})
