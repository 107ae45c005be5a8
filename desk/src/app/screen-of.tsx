import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { useDesk } from './desk-context.ts'
import { firstViews } from './first-views.generated.ts'
import { LaterScreen } from './later-screen.tsx'
import { pathOf, type Route } from './routes.ts'
import { Screen } from './screen.tsx'

/** Renders the screen of a route. Another id in the path is another screen; other query parameters are not. */
export function ScreenOf({ route }: { route: Route }) {
  if (route.name === 'nothing-here') return <NothingHere />
  const { name, ...given } = route
  const First = Object.values(firstViews).find((view) => view.name === name)?.View
  const key = pathOf(route)
  return First ? <First key={key} {...given} /> : <LaterScreen key={key} name={name} given={given} />
}

function NothingHere() {
  const { t } = useDesk()
  return (
    <Screen heading={t('nothing-here.title')}>
      <EmptyState title={t('nothing-here.text')} icon="search" action={<a href="/">{t('search.title')}</a>} />
    </Screen>
  )
}
