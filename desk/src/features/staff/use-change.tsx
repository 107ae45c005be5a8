import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { type AskedChange, ChangeDialog } from './change-dialog.tsx'
import { DifferenceTable } from './difference-table.tsx'
import type { Difference } from './staff.ts'

/** A version conflict of a screen: what the CSR wants, and what a colleague has put there. */
function Conflict({ refusal, onReload }: { refusal: RefusalBody; onReload: () => void }) {
  const { t } = useDesk()
  const differences = (refusal.difference ?? []).map(({ yours, theirs, ...of }) => ({
    ...of,
    before: theirs as Difference['before'],
    after: yours as Difference['after'],
  }))
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('staff.conflict')}
      actions={<Button onClick={onReload}>{t('staff.conflict.reload')}</Button>}
    >
      <p>{t('staff.conflict.what')}</p>
      <DifferenceTable id="conflict-differences" differences={differences} />
    </Notice>
  )
}

/**
 * Asks before a change, and says what a colleague changed meanwhile. `shown` is where the dialog and the conflict appear;
 * `refusal` has the fields that the server refused.
 * @param onChanged reads what is there now
 */
export function useChange(onChanged: () => void) {
  const [asked, setAsked] = useState<{ change: AskedChange; saved: () => void }>()
  const [conflict, setConflict] = useState<RefusalBody>()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const shown = (
    <>
      {conflict && (
        <Conflict
          refusal={conflict}
          onReload={() => {
            setConflict(undefined)
            onChanged()
          }}
        />
      )}
      {asked && (
        <ChangeDialog
          change={asked.change}
          onDone={() => {
            asked.saved()
            setAsked(undefined)
            onChanged()
          }}
          onConflict={(body) => {
            setAsked(undefined)
            setConflict(body)
          }}
          onRefused={(body) => {
            setAsked(undefined)
            setRefusal(body)
          }}
          onCancel={() => setAsked(undefined)}
        />
      )}
    </>
  )
  const ask = (change: AskedChange, saved: () => void = () => {}) => {
    setConflict(undefined)
    setRefusal(undefined)
    setAsked({ change, saved })
  }
  return { ask, shown, refusal }
}
