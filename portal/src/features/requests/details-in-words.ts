import type { Client } from '@porchlight/contract/client.ts'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'

type Detail = Awaited<ReturnType<Client['readRequest']>>['details'][number]
type Words = Pick<PageProps<unknown>, 't' | 'format'>

/**
 * Returns the values that a task requests in plain words: the label of each, the new value, and the value that it replaces, if
 * any. Leaves out fields that have no words.
 */
export function detailsInWords(details: readonly Detail[], { t, format }: Words) {
  const words = (value: string) => {
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'request.yes' : 'request.no')
    if (/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(value)) return format.date(value)
    const key = knownKey(`payload-value.${value}`, 'request.title')
    return key === 'request.title' ? value : t(key)
  }
  const was = (before: string) =>
    before === '' ? t('request.was-nothing') : t('request.was', { before: words(before) })
  return details.flatMap(({ field, before, after }) => {
    const label = labelOf(field, t)
    if (label === undefined || (after === '' && !before)) return []
    const value = after === '' ? t('request.removed') : words(after)
    return [{ label, value, before: before === null ? undefined : was(before) }]
  })
}

function labelOf(field: string, t: Words['t']): string | undefined {
  const [notification, channel] = field.split('.')
  if (channel) {
    const title = knownKey(`preferences.${notification}.title`, 'request.title')
    const by = knownKey(`preferences.channel.${channel}`, 'request.title')
    return title === 'request.title' || by === 'request.title' ? undefined : `${t(title)}: ${t(by)}`
  }
  const key = knownKey(`payload.${field}`, 'request.title')
  return key === 'request.title' ? undefined : t(key)
}
