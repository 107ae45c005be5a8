import { useDesk } from '#app/desk-context.ts'
import type { Settings } from '#app/response-types.ts'
import { written } from './setting-value.ts'

/** Returns how a value of a setting reads: a switch and a choice have words, other values are shown as typed. */
export function useShown({ setting, choices }: Settings['settings'][number]): (value: unknown) => string {
  const { t, word } = useDesk()
  return (value) => {
    if (typeof value === 'boolean') return t(value ? 'desk.on' : 'desk.off')
    const text = written(value)
    return choices.includes(text) ? word('setting-choice', `${setting}.${text}`) : text
  }
}
