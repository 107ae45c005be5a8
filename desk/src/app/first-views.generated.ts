// Written by `npm run features` from desk/src/features. Not to be edited.
import { accountView } from '#features/accounts/account-screen.tsx'
import { alertCountLabel } from '#features/alerts/alert-count-label.tsx'
import { homeView } from '#features/customer-search/home-screen.tsx'
import { toDoCountLabel } from '#features/to-dos/to-do-count-label.tsx'

export const firstViews = {
  accountView,
  homeView,
}

export const menuLabels = {
  alertCountLabel,
  toDoCountLabel,
}
