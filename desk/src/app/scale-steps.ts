import type { ScaleStep } from '@porchlight/ui/place-layout.ts'
import type { Locale } from './messages.ts'

const metersIn = { foot: 0.3048, mile: 1609.344 } as const
const lengths = { foot: [50, 100, 200, 500, 1000, 2000], mile: [1, 2, 5, 10, 20, 50, 100, 500] } as const

/** Returns the lengths that a scale bar can show, in feet and miles, formatted for the reader's locale. */
export function scaleSteps(locale: Locale): ScaleStep[] {
  const tag = locale === 'es' ? 'es-US' : 'en-US'
  return (['foot', 'mile'] as const).flatMap((unit) => {
    const format = new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' })
    return lengths[unit].map((length) => ({
      meters: length * metersIn[unit],
      label: format.format(length),
    }))
  })
}
