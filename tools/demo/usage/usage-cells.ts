import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { PackedMonth } from '@porchlight/server/features/usage/packed-month.ts'
import { tables } from '../rows/tables.ts'

/** Days and seconds from 1970 to 2000, where PostgreSQL's calendar begins. */
const EPOCH_DAYS = 10_957
const EPOCH_SECONDS = EPOCH_DAYS * 86_400

/** What a file of COPY's binary format begins and ends with. */
export const binaryStart = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
export const binaryEnd = Buffer.from([0xff, 0xff])

/** Packs a row of usage_months up to the service point, in COPY's binary format. */
export function usageHead(servicePointId: number): Buffer {
  const head = Buffer.allocUnsafe(14)
  head.writeInt16BE(tables.usage_months.length, 0)
  head.writeInt32BE(8, 2)
  head.writeBigInt64BE(BigInt(servicePointId), 6)
  return head
}

/** Packs the row's other cells, in the order of tables.ts. */
export function usageCells(month: PackedMonth & { first: CalendarDay }): Buffer {
  const text = (value: string) => cell(Buffer.from(value, 'utf8'))
  return Buffer.concat([
    text(month.channel),
    integer(4, month.first - EPOCH_DAYS),
    integer(8, (month.startsAt - EPOCH_SECONDS) * 1_000_000),
    integer(2, month.intervalMinutes),
    cell(Buffer.from(month.packed)),
    integer(8, month.total),
    text('demo'),
  ])
}

function cell(value: Buffer): Buffer {
  const length = Buffer.allocUnsafe(4)
  length.writeInt32BE(value.length)
  return Buffer.concat([length, value])
}

function integer(bytes: 2 | 4 | 8, value: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes)
  if (bytes === 2) buffer.writeInt16BE(value)
  else if (bytes === 4) buffer.writeInt32BE(value)
  else buffer.writeBigInt64BE(BigInt(value))
  return cell(buffer)
}
