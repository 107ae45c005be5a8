import { callerGrades } from '@porchlight/contract/caller-grades.ts'
import { placeholdersOf } from '@porchlight/contract/placeholders.ts'
import { settings } from '@porchlight/contract/settings.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { liveMasquerades, settingVersions } from './queries.ts'
import { choicesOf, settingPlaces, shippedValue } from './rules.ts'

export const readSettingsHandlers: HandlersOf<'readSettings'> = {
  readSettings: async (_, { sql, grant, subject }) => {
    const [versions, live] = await Promise.all([settingVersions(sql, {}), liveMasquerades(sql, {})])
    return {
      settings: settingPlaces.map(({ setting, locale }) => {
        const shipped = {
          version: 0,
          value: shippedValue(setting, locale),
          changedBy: null,
          changedByName: null,
          changedAt: null,
        }
        const changed = versions
          .filter((version) => version.setting === setting && version.locale === locale)
          .map(({ version, value, changedBy, changedByName, changedAt }) => ({
            version,
            value,
            changedBy,
            changedByName,
            changedAt: changedAt.toISOString(),
          }))
        const [current = shipped, ...history] = [...changed, shipped]
        const { consequence } = settings[setting]
        const placeholders = [...placeholdersOf(setting)]
        return { setting, locale, consequence, placeholders, choices: choicesOf(setting), current, history }
      }),
      liveMasquerades: live.length,
      liveGrades: callerGrades.map((grade) => ({
        grade,
        masquerades: live.filter(({ callerGrade }) => callerGrade === grade).length,
      })),
      may: answers(grant.actor, subject, 'settings:change'),
    }
  },
}
