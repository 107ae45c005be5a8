import type { Format } from '#app/format.ts'
import type { Translate, Word } from '#app/messages.ts'
import type { Difference } from './staff.ts'

type Words = { t: Translate; word: Word; format: Format }
type Value = Difference['before']

/** Returns what a part of a state is called: a permission, a membership, a switch ... */
export function partName(
  { field, groupName }: Pick<Difference, 'field' | 'groupName'>,
  { t, word }: Words,
): string {
  const [kind = '', name = '', source = ''] = field.split(' ')
  switch (kind) {
    case 'group':
      return t('staff.part.group', { name: groupName ?? name, source: word('member-source', source) })
    case 'permission':
      return word('permission', name)
    case 'to-do-role':
      return t('staff.part.to-do-role', { name: word('to-do-role', name) })
    case 'entitlement':
      return t('staff.part.entitlement', { name: word('entitlement', name) })
    default:
      return word('staff-part', kind)
  }
}

/** Returns a period in words: since when and until when. */
export function periodWords(
  { from, to }: { from: string | null; to: string | null },
  { t, format }: Words,
): string {
  if (from && to) return t('staff.period.from-to', { from: format.instant(from), to: format.instant(to) })
  if (from) return t('staff.period.from', { from: format.instant(from) })
  return to ? t('staff.period.to', { to: format.instant(to) }) : t('staff.period.always')
}

/** Returns the value of a part in words; of a switch that is not set, what it goes by. */
export function partValue(field: string, value: Value, words: Words): string {
  const { t, word } = words
  if (value === null) return t(field.startsWith('entitlement ') ? 'staff.value.not-set' : 'staff.value.none')
  if (typeof value === 'boolean') return t(value ? 'staff.value.yes' : 'staff.value.no')
  if (typeof value === 'string') return field === 'standing' ? word('proposal-standing', value) : value
  if (!('isOn' in value)) return periodWords(value, words)
  return t('staff.value.dated', {
    state: t(value.isOn ? 'staff.value.yes' : 'staff.value.no'),
    period: periodWords(value, words),
  })
}
