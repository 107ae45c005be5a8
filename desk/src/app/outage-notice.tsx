import { useEffect, useRef } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { waitingCalls } from './outage.ts'

/** Says quietly that the server is out of order and that what was asked is tried again by itself. */
export function OutageNotice() {
  const { t } = useDesk()
  const box = useRef<HTMLParagraphElement>(null)
  const isWaiting = waitingCalls.value > 0
  // As a popover it lies above dialogs too: what waits is often a change that one of them sent.
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
