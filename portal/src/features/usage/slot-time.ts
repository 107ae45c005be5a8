import type { Format } from '../../app/format.ts'

type Slot = { startsAt: string; minutes: number }

/** Returns from when to when a reading is, with the time zone's name on days when the clock changes: an hour then comes twice. */
export function slotTime({ startsAt, minutes }: Slot, { hours }: { hours: number }, format: Format): string {
  const isClockChange = hours !== 24
  const end = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString()
  return `${format.time(startsAt, isClockChange)} – ${format.time(end, isClockChange)}`
}
