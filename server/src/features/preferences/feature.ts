import { feature } from '../../feature.ts'
import { preferencesHandlers } from './handlers.ts'
import { preparePreferences } from './prepare-preferences.ts'
import * as taskTypes from './task-types.ts'

export const preferences = feature({
  handlers: preferencesHandlers,
  taskTypes,
  preparable: { changePreferences: preparePreferences },
})
