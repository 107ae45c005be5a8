import type { BillKind, BillStanding } from '@porchlight/contract/billing.ts'

/** A year of monthly bills. */
const PAGE = 12

type Bill = { billId: number; billDate: string; kind: BillKind; standing: BillStanding }
type Wanted = {
  before?: number | undefined
  year?: number | undefined
  kind?: BillKind | undefined
  standing?: BillStanding | undefined
}

const yearOf = ({ billDate }: Bill) => Number(billDate.slice(0, 4))

/** Returns the bills that a filter leaves, in their order. */
export function chosenBills<B extends Bill>(all: readonly B[], { year, kind, standing }: Wanted): B[] {
  return all.filter(
    (bill) =>
      (year === undefined || yearOf(bill) === year) &&
      (kind === undefined || bill.kind === kind) &&
      (standing === undefined || bill.standing === standing),
  )
}

/**
 * Returns one page of the bills that a filter leaves, the `before` of the next page, and the days after which and until which
 * the payments of the page were received. A `before` that is none of the account's bills leaves nothing.
 * @param all every bill of the account, newest first.
 */
export function pageOf<B extends Bill>(all: readonly B[], wanted: Wanted) {
  const { before } = wanted
  const place = before === undefined ? -1 : all.findIndex((bill) => bill.billId === before)
  const rest = before !== undefined && place < 0 ? [] : chosenBills(all.slice(place + 1), wanted)
  const bills = rest.slice(0, PAGE)
  const last = rest.length > PAGE ? bills.at(-1) : undefined
  return {
    bills,
    nextBefore: last?.billId ?? null,
    after: last?.billDate ?? null,
    until: all[place]?.billDate ?? null,
  }
}

/** Returns the years, kinds and standings that the bills of an account have, each in the order of the newest. */
export function choicesOf(all: readonly Bill[]) {
  return {
    years: [...new Set(all.map(yearOf))],
    kinds: [...new Set(all.map(({ kind }) => kind))],
    standings: [...new Set(all.map(({ standing }) => standing))],
  }
}
