import type { LocalClock } from '../local-clock.ts'
import { mergeLayer, type StoredMonth } from './merge-layers.ts'
import type { LayerKey, MonthLayer } from './month-layer.ts'

/** Where layers are kept: the months of one service point. */
export interface LayerShelf {
  read(key: LayerKey): Promise<StoredMonth>
  writeCurrent(layer: MonthLayer): Promise<void>
  /** Adds a layer after the revisions that are there. */
  addRevision(layer: MonthLayer): Promise<void>
}

/**
 * Stores layers in their order: what is stored last stands, and what it replaces is kept as a revision (see `mergeLayer`).
 * @param onLayer called after each with how many are done.
 * @returns the months (channel, register and month) that differ from what was stored: none when the same layers come again.
 */
export async function storeLayers(
  shelf: LayerShelf,
  layers: readonly MonthLayer[],
  clock: LocalClock,
  onLayer: (done: number) => void,
): Promise<Set<string>> {
  const changedMonths = new Set<string>()
  for (const [index, layer] of layers.entries()) {
    const { changed, revised } = mergeLayer(await shelf.read(layer), layer, clock)
    for (const one of changed) await shelf.writeCurrent(one)
    for (const one of revised) await shelf.addRevision(one)
    if (changed.length + revised.length > 0) changedMonths.add(monthKey(layer))
    onLayer(index + 1)
  }
  return changedMonths
}

/** Names a month of a channel and register: layers of several interval lengths have the same. */
export function monthKey({ channel, register, month }: LayerKey): string {
  return `${channel} ${register} ${month}`
}

/** Returns a shelf in memory, with what is stored in it: for layers that are counted before any is stored. */
export function memoryShelf() {
  const months = new Map<string, { current: MonthLayer[]; revisions: MonthLayer[] }>()
  const of = (key: LayerKey) => {
    const stored = months.get(monthKey(key)) ?? { current: [], revisions: [] }
    months.set(monthKey(key), stored)
    return stored
  }
  const shelf: LayerShelf = {
    read: async (key) => of(key),
    writeCurrent: async (layer) => {
      const stored = of(layer)
      stored.current = [
        ...stored.current.filter((one) => one.intervalMinutes !== layer.intervalMinutes),
        layer,
      ]
    },
    addRevision: async (layer) => {
      of(layer).revisions.push(layer)
    },
  }
  return { shelf, months }
}
