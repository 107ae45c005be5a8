import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import type { firstViews } from './first-views.generated.ts'
import { addWords } from './messages.ts'
import type { ScreenName } from './routes.ts'

type Later = typeof import('./later-views.generated.ts').laterViews

const later = signal<Later | 'loading' | 'refused' | undefined>(undefined)

/** Loads the code of the screens that are not in the first bundle. `LaterScreen` shows a failure when one of them is opened. */
export async function fetchLaterScreens(): Promise<void> {
  if (later.peek() !== undefined && later.peek() !== 'refused') return
  later.value = 'loading'
  later.value = await Promise.all([import('./later-views.generated.ts'), import('./later-words.ts')]).then(
    ([{ laterViews }, { laterWords }]) => {
      addWords(laterWords)
      return laterViews
    },
    () => 'refused' as const,
  )
}

type InFirst = (typeof firstViews)[keyof typeof firstViews]['name']
type InLater = Later[keyof Later]['name']
/** Names the declared screens without a component. It compiles only while there are none. */
export type WithoutView<Missing extends never = Exclude<ScreenName, InFirst | InLater>> = Missing

/** Renders a screen whose code is not in the first bundle. If its code cannot be loaded, it shows an error and a retry button. */
export function LaterScreen({ name, given }: { name: ScreenName; given: object }) {
  const { t } = useDesk()
  const views = later.value
  useEffect(() => void fetchLaterScreens(), [])
  const View = typeof views === 'object' && Object.values(views).find((view) => view.name === name)?.View
  if (View) return <View {...given} />
  return (
    <main class="page page-wide" id="main" tabIndex={-1}>
      {views === 'refused' ? (
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
