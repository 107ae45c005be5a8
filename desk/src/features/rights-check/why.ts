import type { Format } from '#app/format.ts'
import { namesOf, type Translate, type Word } from '#app/messages.ts'
import { periodWords } from '../staff/difference-words.ts'
import { type Checked, type Outcome, outcomesOf, type RightsCheck } from './rights-check.ts'

type Words = { t: Translate; word: Word; format: Format }

/** Returns an outcome in words, for a reader who looks at a colleague's rights. */
export function outcomeWords(outcome: Outcome, { t, word }: Words): string {
  if (outcome === 'ok') return t('rights-check.allowed')
  if (outcome === 'depends') return t('rights-check.depends')
  return namesOf('rights-why').includes(outcome) ? word('rights-why', outcome) : word('reason', outcome)
}

/** Returns which group gives a permission and until when, or that none does. */
function permissionWords(permission: string, check: RightsCheck, words: Words): string {
  const { t, word, format } = words
  const sources = check.permissions.filter((one) => one.permission === permission)
  const name = word('permission', permission)
  if (sources.length === 0) return t('rights-check.permission-none', { name })
  const groups = sources.map((one) =>
    t(one.isNow ? 'rights-check.by-group' : 'rights-check.by-group-not-now', {
      name: one.name,
      period: periodWords(one, words),
    }),
  )
  return t('rights-check.permission', { name, groups: format.list(groups) })
}

/** Returns whose switch decides on an entitlement: a group's, the utility's, or the one that is shipped. */
function entitlementWords(entitlement: string, check: RightsCheck, { t, word, format }: Words): string {
  const name = word('entitlement', entitlement)
  const one = check.entitlements.find((row) => row.entitlement === entitlement)
  if (!one) return name
  const state = (isOn: boolean) => t(isOn ? 'desk.on' : 'desk.off')
  if (one.groups.length > 0) {
    const groups = one.groups.map((group) =>
      t('utility-entitlements.group', { name: group.name, state: state(group.isOn) }),
    )
    return t('rights-check.entitlement-groups', { name, groups: format.list(groups) })
  }
  if (one.ofUtility !== null)
    return t('rights-check.entitlement-utility', { name, state: state(one.ofUtility) })
  return t('rights-check.entitlement-shipped', { name, state: state(one.shipped) })
}

const byTheRole: readonly Outcome[] = ['role-may-not', 'holders-only', 'account-not-linked']

/** Returns what decides on a request, in sentences: permissions with their groups and dates, entitlement, role, task. */
export function whyWords(row: Checked, check: RightsCheck, words: Words): string[] {
  const { t, word, format } = words
  const outcomes = outcomesOf(row)
  const isGraded = row.entitlement !== null && row.requiredGrade !== 'none'
  const isByTheRole = row.read !== null && row.permissions.length === 0 && row.entitlement === null
  const reasons = [
    ...row.permissions.map((permission) => permissionWords(permission, check, words)),
    ...(row.entitlement ? [entitlementWords(row.entitlement, check, words)] : []),
    ...(isGraded ? [t('rights-check.grade', { grade: word('caller-grade', row.requiredGrade) })] : []),
    ...(check.link && (isByTheRole || outcomes.some((outcome) => byTheRole.includes(outcome)))
      ? [t('rights-check.role', { role: word('role', check.link.role) })]
      : []),
    ...(row.dependsOn.length > 0
      ? [
          t('rights-check.about', {
            what: format.list(row.dependsOn.map((id) => word('rights-subject', id))),
          }),
        ]
      : []),
  ]
  return reasons.length > 0 ? reasons : [t('rights-check.everybody')]
}
