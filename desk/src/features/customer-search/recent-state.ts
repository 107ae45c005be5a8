import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { type ReadonlySignal, signal } from '@preact/signals'

export type RecentCustomer = Response<Api['readRecentCustomers']>['customers'][number]

export type Recent = {
  customers: ReadonlySignal<readonly RecentCustomer[]>
  /** The one that Enter opens while the box is empty; -1 for none. */
  active: ReadonlySignal<number>
  load: () => Promise<void>
  moveTo: (row: number) => void
}

/** Loads the customers whom this CSR opened last. The list is optional: if the request fails, nothing is shown. */
export function createRecent(ask: () => Promise<readonly RecentCustomer[]>): Recent {
  const customers = signal<readonly RecentCustomer[]>([])
  const active = signal(-1)
  let turn = 0
  return {
    customers,
    active,
    async load() {
      turn += 1
      const mine = turn
      active.value = -1
      const recent = await ask().catch(() => undefined)
      if (recent && mine === turn) customers.value = recent
    },
    moveTo(row) {
      active.value = row
    },
  }
}
