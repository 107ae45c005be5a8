import { packReadings, unpackReadings } from '../packed-month.ts'
import type { AsideSlot, MonthLayer } from './month-layer.ts'
import { packQualities, unpackQualities } from './packed-qualities.ts'

/** A layer as a row of usage_months has it, without the service point. */
export interface StoredRow {
  readonly channel: string
  readonly register: string
  /** `YYYY-MM`. */
  readonly month: string
  /** Epoch seconds. */
  readonly startsAt: number
  readonly intervalMinutes: number
  readonly packed: Uint8Array
  readonly qualities: Uint8Array | null
  readonly setAside: AsideSlot[] | null
  readonly total: number
}

/** Packs a layer for storing. */
export function rowOfLayer(layer: MonthLayer): StoredRow {
  return {
    channel: layer.channel,
    register: layer.register,
    month: layer.month,
    startsAt: layer.startsAt,
    intervalMinutes: layer.intervalMinutes,
    packed: packReadings(layer.values),
    qualities: packQualities(layer.qualities) ?? null,
    setAside: layer.setAside.length > 0 ? layer.setAside : null,
    total: layer.values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
  }
}

/** Unpacks a stored row. @throws RangeError for bytes that are not ours. */
export function layerOfRow(row: Omit<StoredRow, 'total'>): MonthLayer {
  const values = unpackReadings(row.packed)
  return {
    channel: row.channel === 'received' ? 'received' : 'delivered',
    register: row.register,
    month: row.month,
    startsAt: row.startsAt,
    intervalMinutes: row.intervalMinutes,
    values,
    qualities: unpackQualities(row.qualities, values.length),
    setAside: row.setAside ?? [],
  }
}
