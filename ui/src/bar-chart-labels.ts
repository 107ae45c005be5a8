/** What the kinds of bars are called, in the legend and for ears. */
export type BarChartLabels = {
  now: string
  /** Given in a chart of pairs. */
  before?: string | undefined
  noData: string
  partial?: string | undefined
}
