import { useEffect } from 'preact/hooks'
import { useAnswer } from '#app/use-answer.ts'
import { usePolling } from '#app/use-polling.ts'
import { alertCount } from './alert-count.ts'

/** The alerts that nobody has settled, and their number for the head of the page. Asked again every so often. */
export function useAlerts(milliseconds: number) {
  const loaded = useAnswer('alerts', 'alert:view', (client) => client.listAlerts())
  const { answer, reload } = loaded
  usePolling(() => answer.state === 'ready' && reload(), milliseconds)
  const count = answer.state === 'ready' ? answer.value.alerts.length : undefined
  useEffect(() => {
    if (count !== undefined) alertCount.value = count
  }, [count])
  return loaded
}
