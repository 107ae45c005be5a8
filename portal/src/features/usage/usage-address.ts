type Chosen = { servicePointId: number } | null

/** Makes addresses of the usage page that stay with the chosen service: `until` for twelve months, `month` for days. */
export function usageAddress(accountId: string | undefined, chosen: Chosen) {
  return (shown: { until?: string | null; month?: string | null }): string => {
    const query = new URLSearchParams()
    if (chosen) query.set('servicePointId', String(chosen.servicePointId))
    if (shown.month) query.set('month', shown.month)
    if (shown.until) query.set('until', shown.until)
    return `/accounts/${accountId}/usage?${query}`
  }
}
