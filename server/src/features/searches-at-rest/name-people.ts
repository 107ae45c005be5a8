import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal } from '#policy/refusal.ts'
import { countExported, countNamed, type PeopleNamer } from './queries.ts'

/**
 * Counts the people whom a list names to a CSR, or whose tasks it counts by their name. People who were named within the last hour do
 * not count again.
 * @throws Refusal beyond the limit: the caller must not return the list then
 */
export async function namePeople(
  sql: Sql,
  grant: Grant<PeopleNamer>,
  persons: readonly (number | null)[],
): Promise<void> {
  const ids = [...new Set(persons.filter((id) => id !== null))]
  if (ids.length === 0) return
  const { fresh, others, most } = await countNamed.one(sql, grant, { persons: ids })
  if (isOver(fresh, others, most ?? settings['limits.people-named-per-hour'].default))
    throw new Refusal('too-many-named')
}

/**
 * Counts the people whom an export names to a CSR, and returns how many of them no export named within the hour.
 * @throws Refusal beyond the limit: no part of the export must be given then
 */
export async function exportPeople(
  sql: Sql,
  grant: Grant<'task:export' | 'person-data:export'>,
  persons: readonly number[],
): Promise<number> {
  if (persons.length === 0) return 0
  const { fresh, others, most } = await countExported.one(sql, grant, { persons: [...persons] })
  if (isOver(fresh, others, most ?? settings['limits.people-exported-per-hour'].default))
    throw new Refusal('too-many-exported')
  return fresh
}

/** Returns whether new people exceed the limit. Repeated ones never do. */
const isOver = (fresh: number, others: number, most: number): boolean => fresh > 0 && fresh + others > most
