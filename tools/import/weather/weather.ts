import type { Sql } from '@porchlight/server/database/sql.ts'
import { z } from 'zod'
import { addProblem } from '../add-problem.ts'
import type { ImportKind, Outcome } from '../import-kind.ts'
import { StagedRows } from '../store/staged.ts'
import { Day, Line } from '../values.ts'

const Celsius = z.number().min(-90).max(70).describe('Degrees Celsius, to one decimal')

/** The weather of one day in one area. */
export const WeatherRecord = z
  .strictObject({
    area: Line(60).describe('The division of the premises that have this weather'),
    day: Day,
    meanC: Celsius.describe('Mean of the day, degrees Celsius: degree days are counted from it'),
    highC: Celsius,
    lowC: Celsius,
  })
  .check((ctx) => {
    const { meanC, highC, lowC } = ctx.value
    if (highC < meanC) addProblem(ctx, ['highC'], 'too-small')
    if (lowC > meanC) addProblem(ctx, ['lowC'], 'too-large')
  })
type Ready = z.output<typeof WeatherRecord> & { sourceKey: string }

/** Days of weather. The area and the day are the key, so a later value takes the place of an earlier one. */
export const weather: ImportKind<Ready> = {
  noun: 'days of weather',
  schema: WeatherRecord,
  prepare: (record: z.output<typeof WeatherRecord>) => ({
    ...record,
    sourceKey: `${record.area} ${record.day}`,
  }),
  store,
}

const columns = ['area', 'day', 'mean_c', 'high_c', 'low_c']
const differs = '(t.mean_c, t.high_c, t.low_c) IS DISTINCT FROM (s.mean_c, s.high_c, s.low_c)'

async function store(sql: Sql, batch: readonly Ready[]): Promise<Outcome> {
  const staged = new StagedRows('weather_days', columns)
  for (const { area, day, meanC, highC, lowC } of batch) staged.rows.add(area, day, meanC, highC, lowC)
  await staged.copy(sql)
  const changed = await sql.unsafe(
    `UPDATE weather_days t SET mean_c = s.mean_c, high_c = s.high_c, low_c = s.low_c FROM ${staged.name} s
     WHERE t.area = s.area AND t.day = s.day AND ${differs} RETURNING t.day`,
  )
  const created = await sql.unsafe(
    `INSERT INTO weather_days (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${staged.name}
     ON CONFLICT DO NOTHING RETURNING day`,
  )
  const unchanged = batch.length - changed.length - created.length
  return { created: created.length, changed: changed.length, unchanged, rejected: [] }
}
