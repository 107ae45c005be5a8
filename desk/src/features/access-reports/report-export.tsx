import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'

/** Saves the report's figures as a file for a spreadsheet. */
export function ReportExport({ from, to }: { from: string; to: string }) {
  const { t, word, client } = useDesk()
  const [isRunning, setIsRunning] = useState(false)
  const run = async () => {
    setIsRunning(true)
    try {
      const { csv } = await client.exportAccessReport({ body: { from, to } })
      const file = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }))
      const link = document.createElement('a')
      link.href = file
      link.download = `access-${from}-${to}.csv`
      link.click()
      setTimeout(() => URL.revokeObjectURL(file), 60_000)
      tell(t('access-report.exported'), 'success')
    } catch (error) {
      tell(word('reason', refusalOf(error).reason), 'danger')
    } finally {
      setIsRunning(false)
    }
  }
  return (
    <Button icon="download" aria-disabled={isRunning} onClick={() => !isRunning && void run()}>
      {t('access-report.export')}
    </Button>
  )
}
