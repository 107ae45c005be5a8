import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { StartRefused } from './errors.ts'
import { query, testFolder } from './test-folder.fixture.ts'

const here = testFolder()
const mode = (path: string) => statSync(path).mode & 0o777

describe('starting', () => {
  test('the first start makes a cluster behind a password, on loopback only', async () => {
    const server = await here.open()
    expect(server).toMatchObject({ owner: true, firstStart: true })
    const url = server.url('postgres')
    expect(url).toMatch(/^postgres:\/\/postgres:[\w-]{43}@127\.0\.0\.1:\d+\/postgres$/)
    const settings = `select current_setting('listen_addresses') as hosts, current_setting('jit') as jit,
      current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync`
    expect(await query(url, settings)).toEqual([
      { hosts: '127.0.0.1', sockets: '', jit: 'off', fsync: 'off' },
    ])
    await expect(query(url.replace(/:[\w-]{43}@/, ':guess@'), 'select 1')).rejects.toThrow(/password/)
    expect(mode(join(here.dataFolder, 'server.json'))).toBe(0o600)
    expect(mode(join(here.dataFolder, 'postgres.password'))).toBe(0o600)
  })

  test('without flags it is safe against a power loss, and a restart keeps data and password', async () => {
    const first = await here.open({ flags: [] })
    const password = new URL(first.url('postgres')).password
    expect(await query(first.url('postgres'), 'show fsync')).toEqual([{ fsync: 'on' }])
    await query(first.url('postgres'), 'create table kept as select 7 as number')
    await first.close()
    expect(existsSync(join(here.dataFolder, 'server.json'))).toBe(false)
    expect(here.postmasterPid()).toBe(0)

    const second = await here.open({ flags: [] })
    expect(second).toMatchObject({ owner: true, firstStart: false })
    expect(new URL(second.url('postgres')).password).toBe(password)
    expect(await query(second.url('postgres'), 'select number from kept')).toEqual([{ number: 7 }])
  })

  test('starts at the same moment make one cluster with one owner', async () => {
    const all = await Promise.all([here.open(), here.elsewhere(), here.elsewhere(), here.open()])
    const said = all.map((one) => ('said' in one ? one.said : one))
    expect(said.filter((one) => one.owner)).toHaveLength(1)
    expect(said.filter((one) => one.firstStart)).toHaveLength(1)
  })

  test.each([
    ['a dead process', { pid: 2_147_483_646, birth: null, token: 'a' }],
    ['an earlier process of our number', { pid: process.pid, birth: 'boot:1', token: 'b' }],
  ])('a start lock of %s is broken', async (_, holder) => {
    mkdirSync(here.dataFolder)
    writeFileSync(join(here.dataFolder, 'start.lock'), JSON.stringify(holder))
    expect((await Promise.all([here.open(), here.open()])).filter((server) => server.owner)).toHaveLength(1)
  })

  test('data of another PostgreSQL is refused', async () => {
    await (await here.open()).close()
    writeFileSync(join(here.cluster(), 'PG_VERSION'), '15\n')
    const refusal = here.open()
    await expect(refusal).rejects.toThrow(StartRefused)
    await expect(refusal).rejects.toThrow(/was written by PostgreSQL 15 and this is PostgreSQL 18/)
  })
})

describe('sharing', () => {
  test('a command joins the running server, and closing it leaves the server', async () => {
    const application = await here.elsewhere({ exclusive: true })
    const command = await here.open({ flags: [] })
    expect(command).toMatchObject({ owner: false, firstStart: false })
    await command.close()
    expect(await query(application.said.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
    await application.close()
    expect(here.postmasterPid()).toBe(0)
  })

  test('a second application is refused, by one sentence that names the first', async () => {
    const first = await here.elsewhere({ exclusive: true })
    const refusal = here.open({ exclusive: true, application: 'Porchlight' })
    await expect(refusal).rejects.toThrow(StartRefused)
    await expect(refusal).rejects.toThrow(
      `The data folder ${here.dataFolder} is in use by Porchlight (process ${first.child.pid}). ` +
        'Stop it first, or use another data folder.',
    )
  })

  test('the application takes over the server of a command, which leaves it running', async () => {
    const command = await here.elsewhere()
    const application = await here.open({ exclusive: true })
    expect(application.owner).toBe(true)
    expect(application.url('postgres')).toBe(command.said.url)
    await command.close()
    expect(await query(application.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
