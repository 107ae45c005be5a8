/** The names of the kinds of bars, in the legend and for screen readers. */
export type BarChartLabels = {
  now: string
  /** Names the second series; without it, the chart leaves that series out. */
  before?: string | undefined
  noData: string
  partial?: string | undefined
}
