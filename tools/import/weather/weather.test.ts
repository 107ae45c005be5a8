import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImportApp } from '../import.fixture.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
beforeAll(async () => {
  app = await openImportApp()
})
afterAll(() => app.close())

const none = { created: 0, changed: 0, unchanged: 0, rejected: 0, superseded: 0, rejects: [] }
const day = (date: string, meanC = 24.5, more: object = {}) => ({
  area: 'Harbor',
  day: date,
  meanC,
  highC: meanC + 6,
  lowC: meanC - 6,
  ...more,
})

test('imports days of weather with their degree days; a later value takes the place of an earlier one', async () => {
  const records = [
    day('2026-07-01'),
    day('2026-12-01', 10),
    day('2026-12-01', 11),
    day('2026-07-01', 20, { area: 'Mesa' }),
  ]
  expect(await app.bringRecords('weather', ...records)).toEqual({ ...none, created: 3, superseded: 1 })
  expect(await app.bringRecords('weather', ...records)).toEqual({ ...none, unchanged: 3, superseded: 1 })
  expect(await app.bringRecords('weather', day('2026-07-01', 25))).toEqual({ ...none, changed: 1 })
  const rows =
    await app.owner`SELECT area, day, mean_c, heating_degree_days AS heating, cooling_degree_days AS cooling
    FROM weather_days ORDER BY area, day`
  expect(rows).toEqual([
    { area: 'Harbor', day: '2026-07-01', meanC: 25, heating: 0, cooling: 7 },
    { area: 'Harbor', day: '2026-12-01', meanC: 11, heating: 7, cooling: 0 },
    { area: 'Mesa', day: '2026-07-01', meanC: 20, heating: 0, cooling: 2 },
  ])
})

test('reads weather from CSV', async () => {
  const file = app.write('area,day,meanC,highC,lowC\nValley,2026-01-05,8.5,14,3\n', 'csv')
  expect(await app.bring('weather', file)).toMatchObject({ created: 1, rejected: 0 })
})

test('rejects weather that cannot be', async () => {
  const { rejects } = await app.bringRecords(
    'weather',
    day('2026-08-01', 20, { highC: 19 }),
    day('2026-08-02', 20, { lowC: 21 }),
    day('2026-08-32'),
    day('2026-08-03', 99),
  )
  expect(rejects).toEqual([
    '1 highC too-small',
    '2 lowC too-large',
    '3 day wrong-format',
    '4 meanC too-large',
    '4 highC too-large',
    '4 lowC too-large',
  ])
})
