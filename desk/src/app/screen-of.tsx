import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { AccountScreen } from '../features/accounts/account-screen.tsx'
import { AlertsScreen } from '../features/alerts/alerts-screen.tsx'
import { FieldsScreen } from '../features/customer-search/fields-screen.tsx'
import { HomeScreen } from '../features/customer-search/home-screen.tsx'
import { WhatIMayDoScreen } from '../features/desk/what-i-may-do-screen.tsx'
import { MasqueradeScreen } from '../features/masquerade/masquerade-screen.tsx'
import { MasqueradesScreen } from '../features/masquerade/masquerades-screen.tsx'
import { TaskScreen } from '../features/self-service-tasks/task-screen.tsx'
import { TasksScreen } from '../features/self-service-tasks/tasks-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { RecordScreen } from '../features/the-record/record-screen.tsx'
import { ToDosScreen } from '../features/to-dos/to-dos-screen.tsx'
import { useDesk } from './desk-context.ts'
import type { Route } from './routes.ts'
import { Screen } from './screen.tsx'

/** The screen of an address. */
export function ScreenOf({ route }: { route: Route }) {
  switch (route.name) {
    case 'home':
      return <HomeScreen />
    case 'search':
      return <FieldsScreen />
    case 'account':
      return <AccountScreen key={route.accountId} accountId={route.accountId} after={route.after} />
    case 'tasks':
      return <TasksScreen {...route} />
    case 'task':
      return <TaskScreen key={route.taskId} taskId={route.taskId} />
    case 'masquerades':
      return <MasqueradesScreen />
    case 'masquerade':
      return <MasqueradeScreen key={route.masqueradeId} masqueradeId={route.masqueradeId} />
    case 'record':
      return <RecordScreen key={JSON.stringify(route)} {...route} />
    case 'alerts':
      return <AlertsScreen />
    case 'to-dos':
      return <ToDosScreen {...route} />
    case 'settings':
      return <SettingsScreen />
    case 'what-i-may-do':
      return <WhatIMayDoScreen />
    case 'nothing-here':
      return <NothingHere />
  }
}

function NothingHere() {
  const { t } = useDesk()
  return (
    <Screen heading={t('nothing-here.title')}>
      <EmptyState title={t('nothing-here.text')} icon="search" action={<a href="/">{t('search.title')}</a>} />
    </Screen>
  )
}
