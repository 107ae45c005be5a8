import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'

/** Returns the name of a prepared command; of one that was erased or is not known, a name for any change. */
export const commandName = (command: string, t: PageProps<unknown>['t']): string =>
  t(knownKey(`prepared-command.${command}`, 'prepared.title'))
