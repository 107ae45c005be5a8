import { useEffect, useRef } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { waitingCalls } from './outage.ts'

/** Tells the CSR, without taking the focus, that the server is out of order and that the desk retries. */
export function OutageNotice() {
  const { t } = useDesk()
  const box = useRef<HTMLParagraphElement>(null)
  const isWaiting = waitingCalls.value > 0
  // A popover is also above dialogs: the waiting call is often a change that a dialog sent.
  useEffect(() => {
    box.current?.togglePopover(isWaiting)
  }, [isWaiting])
  return (
    <div role="status">
      <p class="outage-notice" popover="manual" ref={box}>
        {isWaiting && t('outage.waiting')}
      </p>
    </div>
  )
}
