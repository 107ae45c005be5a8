import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { AccountScreen } from '../features/accounts/account-screen.tsx'
import { HomeScreen } from '../features/customer-search/home-screen.tsx'
import { useDesk } from './desk-context.ts'
import { laterScreen } from './later-screen.tsx'
import type { Route } from './routes.ts'
import { Screen } from './screen.tsx'

const AlertsScreen = laterScreen((later) => later.AlertsScreen)
const FieldsScreen = laterScreen((later) => later.FieldsScreen)
const WhatIMayDoScreen = laterScreen((later) => later.WhatIMayDoScreen)
const MasqueradeScreen = laterScreen((later) => later.MasqueradeScreen)
const MasqueradesScreen = laterScreen((later) => later.MasqueradesScreen)
const TaskScreen = laterScreen((later) => later.TaskScreen)
const TasksScreen = laterScreen((later) => later.TasksScreen)
const SettingsScreen = laterScreen((later) => later.SettingsScreen)
const RecordScreen = laterScreen((later) => later.RecordScreen)
const ToDosScreen = laterScreen((later) => later.ToDosScreen)

/** Renders the screen of a route. */
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
