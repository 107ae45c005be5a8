import { z } from 'zod'
import { Line, OptionalLine, ServiceType, SourceKey, Word } from '../values.ts'

const GeographicIdentifier = z.strictObject({
  type: Word.describe('parcel, tax-map, grid, feeder or a word of the utility’s own'),
  value: Line(100),
})

const ServicePoint = z.strictObject({
  sourceKey: SourceKey,
  serviceType: ServiceType,
  meterNumber: Line(60).nullish(),
  geographicIdentifiers: z.array(GeographicIdentifier).max(100).optional(),
})

/** A premise with its service points. */
export const PremiseRecord = z.strictObject({
  sourceKey: SourceKey,
  line1: Line(120),
  line2: OptionalLine(120),
  city: Line(80),
  region: Line(40),
  postalCode: Line(20),
  division: Line(60),
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  geographicIdentifiers: z.array(GeographicIdentifier).max(100).optional(),
  servicePoints: z.array(ServicePoint).max(500).optional(),
})
export type PremiseRecord = z.output<typeof PremiseRecord>
