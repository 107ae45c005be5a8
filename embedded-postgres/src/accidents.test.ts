import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { until } from './process-identity.ts'
import { readServerRecord } from './server-record.ts'
import { QUICK, query, testFolder } from './test-folder.fixture.ts'

const here = testFolder()

describe('accidents', () => {
  test('a server whose owner was killed is adopted, and stopped by its new owner', async () => {
    const dead = await here.elsewhere({ exclusive: true })
    const pid = here.postmasterPid()
    await dead.kill()
    expect(here.postmasterPid()).toBe(pid)
    const next = await here.open({ exclusive: true })
    expect(next).toMatchObject({ owner: true, firstStart: false })
    expect(here.postmasterPid()).toBe(pid)
    expect(await query(next.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
    await next.close()
    expect(here.postmasterPid()).toBe(0)
  })

  test.each(['other settings', 'no record'])('an orphan with %s is replaced', async (difference) => {
    const dead = await here.elsewhere()
    const pid = here.postmasterPid()
    await dead.kill()
    if (difference === 'no record') rmSync(join(here.dataFolder, 'server.json'))
    await here.open(difference === 'no record' ? {} : { flags: [...QUICK, 'work_mem=8MB'] })
    expect(here.postmasterPid()).toBeGreaterThan(0)
    expect(here.postmasterPid()).not.toBe(pid)
  })

  test('an owner that exits without closing takes the server with it', async () => {
    const careless = await here.elsewhere({}, { exit: true })
    const pid = readServerRecord(here.dataFolder)?.postmasterPid ?? 0
    await careless.close()
    expect(await until(() => here.postmasterPid() !== pid, { limitMs: 10_000 })).toBe(true)
    expect((await here.open()).owner).toBe(true)
  })

  test('rows that were acknowledged survive kill -9 of PostgreSQL', async () => {
    const first = await here.open({ flags: [] })
    await query(first.url('postgres'), 'create table rows (number int)')
    const pool = new pg.Pool({ connectionString: first.url('postgres'), max: 3 })
    pool.on('error', () => {}) // Idle connections break with the server.
    let acknowledged = 0
    const write = async () => {
      for (;;) {
        await pool.query('insert into rows values ($1)', [acknowledged])
        acknowledged++
        if (acknowledged === 100) process.kill(here.postmasterPid(), 'SIGKILL')
      }
    }
    const writers = await Promise.allSettled([write(), write(), write()])
    expect(writers.map((writer) => writer.status)).toEqual(['rejected', 'rejected', 'rejected'])
    await pool.end()
    // A process that opens it now waits for the owner, which starts the server again under the same address.
    const second = await here.open({ flags: [] })
    expect(second).toMatchObject({ owner: false, firstStart: false })
    expect(second.url('postgres')).toBe(first.url('postgres'))
    const [row] = await query(second.url('postgres'), 'select count(*)::int as found from rows')
    expect(acknowledged).toBeGreaterThanOrEqual(100)
    expect(row?.found).toBeGreaterThanOrEqual(acknowledged)
  })

  test('a server that was adopted is started again too, and not after it was closed', async () => {
    const dead = await here.elsewhere()
    await dead.kill()
    const first = await here.open()
    for (let time = 0; time < 3; time += 1) {
      const pid = here.postmasterPid()
      process.kill(pid, 'SIGKILL')
      expect(await until(() => ![0, pid].includes(here.postmasterPid()), { limitMs: 30_000 })).toBe(true)
      const joined = await here.open()
      expect(await query(joined.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
    }
    await first.close()
    expect(here.postmasterPid()).toBe(0)
    expect(readServerRecord(here.dataFolder)).toBeNull()
  })

  test('a postmaster.pid whose number another process was given does not hinder', async () => {
    const first = await here.open()
    const left = readFileSync(join(here.cluster(), 'postmaster.pid'), 'utf8')
    await first.close()
    writeFileSync(join(here.cluster(), 'postmaster.pid'), left.replace(/^\d+/, String(process.ppid)))
    expect((await here.open()).owner).toBe(true)
  })
})
