import type { RecordFilters } from '@porchlight/contract/record-lists.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { saveExport } from './save-export.ts'

type Props = { of: { csrId: string } | { personId: number }; terms: RecordFilters }

/** Saves the list that is shown, all pages of it, with the proof of each line. */
export function ExportList({ of, terms }: Props) {
  const { t, word, page, format } = useDesk()
  const [lines, setLines] = useState<number>()
  const isRunning = lines !== undefined
  async function run() {
    setLines(0)
    const outcome = await saveExport({ ...terms, ...of }, page.formToken, setLines).catch(
      () => 'cut-off' as const,
    )
    setLines(undefined)
    if (outcome === 'cut-off') tell(t('record-lists.export.cut-off'), 'danger')
    else if ('refusal' in outcome) tell(word('reason', outcome.refusal.reason), 'danger')
    else tell(t('record-lists.export.done', { count: outcome.lines }), 'success')
  }
  return (
    <div class="form-actions">
      <Button icon="download" aria-disabled={isRunning} onClick={() => !isRunning && void run()}>
        {isRunning
          ? t('record-lists.export.running', { count: format.number(lines) })
          : t('record-lists.export')}
      </Button>
      <span class="quiet">{t('record-lists.export.text')}</span>
    </div>
  )
}
