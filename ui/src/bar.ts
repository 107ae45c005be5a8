/** One bar of a chart, or a pair of them. */
export type Bar = {
  key: string
  /** On the axis, short: "Oct", "14". */
  label: string
  /** The whole bar in words, for screen readers and as a tooltip: "October 2024: 412 kWh. October 2023: 380 kWh." */
  name: string
  /** In the unit of the axis, 0 or more; null is no data, which is not 0. */
  value: number | null
  /** The period before, in a chart of pairs. */
  before?: number | null | undefined
  /** Only a part of the period was measured. */
  partial?: boolean | undefined
  /** Where the bar leads. */
  href?: string | undefined
}
