import { type RecordPlace, type RecordSettings, readPublicKeys } from '#features/the-record/index.ts'
import { key, origin, signing } from '#features/the-record/record.fixture.ts'

/** The settings of the record under test, whose checkpoints go to these places. A process of its own is told the key. */
export const settingsOf = (places: readonly RecordPlace[], vkey = key.vkey): RecordSettings => ({
  origin,
  signing: () => signing,
  keys: () => readPublicKeys(`2026-01-01 ${vkey}\n`),
  places,
})
