import type { TaskOrder, TaskTerms } from '@porchlight/contract/task-query.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'

/** Every task that answers to the question, as a file for a spreadsheet. */
export function ExportTasks({ terms, order }: { terms: TaskTerms; order: TaskOrder }) {
  const { t, word, refusedFor, page } = useDesk()
  const [isRunning, setIsRunning] = useState(false)
  const reason = refusedFor('task:export')
  if (reason)
    return (
      <DisabledAction id="export-tasks" icon="download" reason={word('reason', reason)}>
        {t('tasks.export')}
      </DisabledAction>
    )
  async function run() {
    setIsRunning(true)
    try {
      const response = await fetch('/api/desk/self-service-tasks/export.csv', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'porchlight-form-token': page.formToken },
        body: JSON.stringify({ ...terms, ...order, locale: page.locale }),
      })
      if (!response.ok) {
        const body: unknown = await response.json().catch(() => undefined)
        const reason =
          typeof body === 'object' && body !== null && 'reason' in body ? String(body.reason) : 'out-of-order'
        tell(word('reason', reason), 'danger')
        return
      }
      const file = URL.createObjectURL(await response.blob())
      const link = document.createElement('a')
      link.href = file
      link.download = 'self-service-tasks.csv'
      link.click()
      setTimeout(() => URL.revokeObjectURL(file), 60_000)
      tell(t('tasks.exported'), 'success')
    } catch {
      tell(word('reason', 'out-of-order'), 'danger')
    } finally {
      setIsRunning(false)
    }
  }
  return (
    <Button icon="download" aria-disabled={isRunning} onClick={() => !isRunning && void run()}>
      {t(isRunning ? 'tasks.exporting' : 'tasks.export')}
    </Button>
  )
}
