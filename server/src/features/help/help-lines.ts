import type { HelpLines } from '@porchlight/contract/help.ts'
import { type RegistrationMode, registrationModes } from '@porchlight/contract/registration-modes.ts'
import { settings } from '@porchlight/contract/settings.ts'
import { Locale } from '@porchlight/contract/values.ts'
import type { FastifyBaseLogger } from 'fastify'
import type { Pool } from '#database/sql.ts'
import { leastPasswordLength } from '#features/password/index.ts'
import { registrationMode } from '#features/registration/index.ts'
import { helpSettings } from './queries.ts'

const names = {
  phone: 'help.phone',
  hours: 'help.hours',
  emergencyPhone: 'help.emergency-phone',
  emergencyText: 'help.emergency-text',
} as const satisfies Record<keyof HelpLines, keyof typeof settings>

/** Milliseconds for which what was read is not read again: a changed number is on every page within this time. */
const FRESH_MS = 5_000
/** No page waits longer for it. */
const PATIENCE_MS = 250

const shipped = (locale: Locale): HelpLines =>
  Object.fromEntries(
    Object.entries(names).map(([line, setting]) => [line, settings[setting].default[locale]]),
  ) as HelpLines

/**
 * Keeps in memory what pages say of the utility, also the page of an outage of the database: its telephone lines, whether people may
 * register, and how long a password is at least. During an outage it returns what was read last.
 */
export function createHelpLines(pool: Pool, log: FastifyBaseLogger) {
  let registration: RegistrationMode = settings['sign-in.registration'].default
  let passwordLength: number = settings['sign-in.password-length'].default
  const lines = new Map<Locale, HelpLines>(Locale.options.map((locale) => [locale, shipped(locale)]))
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    const params = { settings: Object.values(names), locales: [...Locale.options] }
    const [rows, { mode }, least] = await Promise.all([
      helpSettings(pool, params),
      registrationMode.one(pool, {}),
      leastPasswordLength(pool),
    ])
    passwordLength = least
    registration = registrationModes.find((one) => one === mode) ?? settings['sign-in.registration'].default
    for (const locale of Locale.options) {
      const said = (setting: string) =>
        rows.find((row) => row.setting === setting && row.locale === locale)?.value
      const changed = Object.entries(names).flatMap(([line, setting]) => {
        const value = said(setting)
        return typeof value === 'string' ? [[line, value]] : []
      })
      lines.set(locale, { ...shipped(locale), ...Object.fromEntries(changed) })
    }
    readAt = performance.now()
  }

  return {
    /** Reads them again where they are old; a page does not wait long for it. */
    async refresh(): Promise<void> {
      if (performance.now() - readAt < FRESH_MS) return
      reading ??= read()
        .catch((error: unknown) => log.warn({ err: error }, 'the help lines could not be read'))
        .finally(() => {
          reading = undefined
        })
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE_MS)
      })
      await Promise.race([reading, patience])
      clearTimeout(timer)
    },
    /** What was read last. */
    of: (locale: Locale): HelpLines => lines.get(locale) ?? shipped(locale),
    /** Whether people may register, as it was read last. */
    registration: (): RegistrationMode => registration,
    /** Characters that a new password has at least, as it was read last. */
    passwordLength: () => passwordLength,
  }
}
