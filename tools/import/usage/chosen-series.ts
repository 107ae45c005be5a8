import type { GreenButtonSeries } from '@porchlight/server/features/usage/green-button/green-button-series.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

/** Where the readings go: a service point of ours, and which of the file's usage points is meant. */
export type Target = { servicePointId: number; serviceType: string; usagePoint: string | undefined }

/** Packed readings are of these units (usage/packed-month.ts); gas that was measured by volume has no energy to show. */
const units: Record<string, string> = { electricity: 'Wh', gas: 'Wh', water: 'mL' }

/**
 * Returns the series of the file that belong to the service point: of each direction every interval length, the longest first
 * (a meter that was switched from hours to quarter hours has two). None is left out without a word.
 * @throws StartRefused, in words that say what would be right
 */
export function chosenSeries(all: readonly GreenButtonSeries[], target: Target): GreenButtonSeries[] {
  const points = [...new Set(all.map((one) => one.usagePoint))]
  const { usagePoint = points[0], serviceType, servicePointId } = target
  if (target.usagePoint === undefined && points.length > 1)
    throw new StartRefused(
      `The file has ${points.length} usage points. Choose one: --usage-point ${points.join(' or ')}.`,
    )
  const series = all.filter((one) => one.usagePoint === usagePoint)
  if (series.length === 0)
    throw new StartRefused(`The file has no usage point "${usagePoint}": it has ${points.join(' and ')}.`)
  for (const { serviceKind, unit, sourceUnit } of series) {
    if (serviceKind !== serviceType)
      throw new StartRefused(
        `The file measures ${serviceKind}, but service point ${servicePointId} is for ${serviceType}.`,
      )
    if (unit !== units[serviceType])
      throw new StartRefused(
        `The file measures ${serviceType} in ${sourceUnit}, which cannot be shown as energy without its heating value.`,
      )
  }
  return (['delivered', 'received'] as const).flatMap((flow) => {
    const ofFlow = series
      .filter((one) => one.flow === flow)
      .sort((a, b) => b.intervalSeconds - a.intervalSeconds)
    if (new Set(ofFlow.map((one) => one.intervalSeconds)).size < ofFlow.length)
      throw new StartRefused(
        `The file has more than one series of energy ${flow}, which cannot be told apart.`,
      )
    return ofFlow
  })
}
