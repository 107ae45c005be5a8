import type { Sql } from '@porchlight/server/database/sql.ts'
import { encodedRow } from '../../copy/cell.ts'
import { ownersOf } from '../store/known-keys.ts'
import { type ListSpec, OwnedLists } from '../store/owned-list.ts'
import { type Owner, ownerIn } from '../store/owner.ts'
import { SourceRows, type SourceSpec } from '../store/source-rows.ts'
import type { PremiseRecord } from './premise-record.ts'

const premises: SourceSpec = {
  table: 'premises',
  key: 'premise_id',
  values: ['line1', 'line2', 'city', 'region', 'postal_code', 'division', 'latitude', 'longitude'],
  isVersioned: true,
}

const servicePoints: SourceSpec = {
  table: 'service_points',
  key: 'service_point_id',
  values: ['premise_id', 'service_type', 'meter_number'],
  isVersioned: false,
}

const geographic = (owner: string): ListSpec => ({
  table: 'geographic_identifiers',
  owner,
  identity: ['identifier_type', 'value'],
  values: [],
  isVersioned: false,
})

export type StoredPremises = {
  created: Set<string>
  changed: Set<string>
  points: ReadonlyMap<string, Owner>
}

type ServicePoint = NonNullable<PremiseRecord['servicePoints']>[number]

/**
 * Premises on their way into the database, with service points and geographic identifiers. One of a key that comes again takes
 * the place of the one before. A service point that is no longer said stays: readings hang on it.
 */
export class PremiseRows {
  readonly #premises = new Map<string, PremiseRecord>()
  readonly #points = new Map<string, { premise: string; point: ServicePoint }>()

  add(record: PremiseRecord): void {
    this.#premises.set(record.sourceKey, record)
    for (const point of record.servicePoints ?? [])
      this.#points.set(point.sourceKey, { premise: record.sourceKey, point })
  }

  /** @returns new and changed premises by source key, and the key of each service point in the database */
  async store(sql: Sql): Promise<StoredPremises> {
    const places = await ownersOf(sql, 'premises', 'premise_id', [...this.#premises.keys()])
    const points = await ownersOf(sql, 'service_points', 'service_point_id', [...this.#points.keys()])
    const rows = new SourceRows(premises)
    const pointRows = new SourceRows(servicePoints)
    const lists = {
      ofPremises: new OwnedLists(geographic('premise_id')),
      ofPoints: new OwnedLists(geographic('service_point_id')),
    }
    for (const [sourceKey, premise] of this.#premises) {
      const owner = ownerIn(places, sourceKey)
      rows.add(owner, sourceKey, placeCells(premise))
      if (premise.geographicIdentifiers) lists.ofPremises.add(owner, rowsOf(premise.geographicIdentifiers))
    }
    const premiseOfPoint = new Map<string, string[]>()
    for (const [sourceKey, { premise, point }] of this.#points) {
      const owner = ownerIn(points, sourceKey)
      const { id } = ownerIn(places, premise)
      premiseOfPoint.set(owner.id, [id])
      pointRows.add(owner, sourceKey, [id, point.serviceType, point.meterNumber ?? null])
      if (point.geographicIdentifiers) lists.ofPoints.add(owner, rowsOf(point.geographicIdentifiers))
    }
    await rows.copyNew(sql)
    await pointRows.copyNew(sql)
    const touched = await lists.ofPremises.store(sql)
    const changedPoints = [...(await lists.ofPoints.store(sql)), ...(await pointRows.storeChanges(sql))]
    for (const id of points.values()) if (id.isNew) changedPoints.push(id.id)
    for (const id of changedPoints) touched.push(...(premiseOfPoint.get(id) ?? []))
    const written = new Set(await rows.storeChanges(sql, touched))
    const entries = [...places]
    return {
      created: new Set(entries.flatMap(([key, { isNew }]) => (isNew ? [key] : []))),
      changed: new Set(entries.flatMap(([key, { id }]) => (written.has(id) ? [key] : []))),
      points,
    }
  }
}

function placeCells({
  line1,
  line2,
  city,
  region,
  postalCode,
  division,
  latitude,
  longitude,
}: PremiseRecord) {
  return [line1, line2 ?? '', city, region, postalCode, division, latitude ?? null, longitude ?? null]
}

/** Removes repeated rows. */
function rowsOf(identifiers: NonNullable<PremiseRecord['geographicIdentifiers']>): string[] {
  return [...new Set(identifiers.map(({ type, value }) => encodedRow([type, value])))]
}
