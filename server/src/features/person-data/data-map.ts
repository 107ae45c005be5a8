import type { Mapped } from './data-map/mapped.ts'
import { ofTheCis } from './data-map/of-the-cis.ts'
import { ofTheDesk } from './data-map/of-the-desk.ts'
import { ofThePortal } from './data-map/of-the-portal.ts'
import { notExported } from './not-exported.ts'

/**
 * Says of every table of the database where its data about a person is in the export, or why it is not there. A table or column that
 * nobody declared fails completeness.test.ts.
 */
export const dataMap: Readonly<Record<string, Mapped | { not: string }>> = {
  ...ofTheCis,
  ...ofThePortal,
  ...ofTheDesk,
  ...notExported,
}
