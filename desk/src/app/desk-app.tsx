import { SkipLink } from '@porchlight/ui/skip-link.tsx'
import { ToastRegion } from '@porchlight/ui/toast-region.tsx'
import { useRef, useState } from 'preact/hooks'
import { EndedViews } from '../features/masquerade/ended-views.tsx'
import { useDesk } from './desk-context.ts'
import { DeskHeader } from './desk-header.tsx'
import { useKeys } from './keyboard.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { arrowInTable, endOfTable, moveInTable } from './list-keys.ts'
import { announcement, dismiss, news } from './news.ts'
import { NewsAction } from './news-action.tsx'
import { OpenCustomers } from './open-customers.tsx'
import { OutageNotice } from './outage-notice.tsx'
import { Palette, usePaletteKey } from './palette/palette.tsx'
import { goBack, route } from './router.ts'
import { ScreenOf } from './screen-of.tsx'
import { hasSessionEnded } from './session.ts'
import { SessionEnded } from './session-ended.tsx'
import { useToastPlace } from './use-toast-place.ts'

/** Renders the whole desk: header, open customers, the screen of the address, and messages. */
export function DeskApp() {
  const { t } = useDesk()
  const [hasKeys, setHasKeys] = useState(false)
  const showKeys = () => setHasKeys(true)
  const toasts = useRef<HTMLElement>(null)
  useToastPlace(toasts, news.value.length)
  usePaletteKey()
  useKeys({
    '?': showKeys,
    j: () => moveInTable(1),
    k: () => moveInTable(-1),
    ArrowDown: () => arrowInTable(1),
    ArrowUp: () => arrowInTable(-1),
    Home: () => endOfTable('first'),
    End: () => endOfTable('last'),
    Escape: () => {
      if (route.peek().name !== 'home') goBack()
    },
  })
  return (
    <>
      <SkipLink>{t('nav.skip')}</SkipLink>
      <DeskHeader onKeys={showKeys} />
      <OpenCustomers />
      {hasSessionEnded.value && (
        <section class="session-ended" aria-label={t('session.ended')}>
          <SessionEnded />
        </section>
      )}
      <ScreenOf route={route.value} />
      <OutageNotice />
      <EndedViews />
      <Palette />
      <KeysDialog open={hasKeys} onClose={() => setHasKeys(false)} />
      <div class="visually-hidden" role="status">
        {announcement.value}
      </div>
      <ToastRegion
        regionRef={toasts}
        label={t('news.label')}
        dismissLabel={t('news.dismiss')}
        onDismiss={dismiss}
        toasts={news.value.map(({ action, ...item }) => ({
          ...item,
          action: action && <NewsAction id={item.id} action={action} />,
        }))}
      />
    </>
  )
}
