import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLive } from '#app/live/use-live.ts'
import { useAnswer } from '#app/use-answer.ts'

/** Number of open alerts for the page's header, from the latest response. */
export const alertCount = signal(0)

/** Loads the open alerts and their number for the page's header. Reloads when an alert is raised or settled. */
export function useAlerts() {
  const loaded = useAnswer('alerts', 'alert:view', (client) => client.listAlerts())
  const { answer, refresh } = loaded
  useLive({ kinds: ['alert'] }, () => answer.state === 'ready' && refresh())
  const count = answer.state === 'ready' ? answer.value.alerts.length : undefined
  useEffect(() => {
    if (count !== undefined) alertCount.value = count
  }, [count])
  return loaded
}
