import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { useDesk } from './desk-context.ts'

type Later = typeof import('./later-screens.ts')

const later = signal<Later | 'asked' | 'refused' | undefined>(undefined)

/** Loads the code of the screens that are not in the first bundle. `laterScreen` shows a failure when one of them is opened. */
export async function fetchLaterScreens(): Promise<void> {
  if (later.peek() !== undefined && later.peek() !== 'refused') return
  later.value = 'asked'
  later.value = await import('./later-screens.ts').catch(() => 'refused' as const)
}

/** Returns a screen whose code is not in the first bundle. If its code cannot be loaded, it shows an error and a retry button. */
export function laterScreen<Props extends object>(
  pick: (screens: Later) => ComponentType<Props>,
): ComponentType<Props> {
  return function LaterScreen(props: Props) {
    const { t } = useDesk()
    const found = later.value
    useEffect(() => void fetchLaterScreens(), [])
    if (typeof found === 'object') {
      const Found = pick(found)
      return <Found {...props} />
    }
    return (
      <main class="page page-wide" id="main" tabIndex={-1}>
        {found === 'refused' ? (
          <Notice
            tone="danger"
            title={t('screen.not-loaded')}
            actions={<Button onClick={() => void fetchLaterScreens()}>{t('refused.retry')}</Button>}
          />
        ) : (
          <Skeleton label={t('desk.loading')} lines={8} />
        )}
      </main>
    )
  }
}
