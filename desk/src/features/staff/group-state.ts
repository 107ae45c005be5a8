import type { Word } from '#app/messages.ts'
import { type ChoiceGroup, readDated, readDays } from './dated-choices.tsx'
import { permissionSubjects, subjectOf } from './permission-subjects.ts'
import type { Group, GroupState } from './staff.ts'

/** Returns a group as a change takes it: what it has now. */
export const groupStateOf = (group: Group): GroupState => ({
  name: group.name,
  requiresSecondFactor: group.requiresSecondFactor,
  isDeleted: group.isDeleted,
  permissions: group.permissions
    .filter(({ isHeld }) => isHeld)
    .map(({ permission, from, to }) => ({ permission, from, to })),
  toDoRoles: group.toDoRoles.filter(({ isWorked }) => isWorked).map(({ role }) => role),
  entitlements: Object.fromEntries(
    group.entitlements.flatMap(({ entitlement, isOn, from, to }) =>
      isOn === null ? [] : [[entitlement, { isOn, from, to }]],
    ),
  ),
})

/** Returns a group's permissions as choices with days, by subject and then by name. */
export const permissionChoices = (group: Group, word: Word, locale: string): ChoiceGroup[] =>
  permissionSubjects.map((subject) => ({
    name: subject,
    heading: word('permission-subject', subject),
    choices: group.permissions
      .filter(({ permission }) => subjectOf(permission) === subject)
      .map(({ permission, isHeld, from, to }) => ({
        key: permission,
        label: word('permission', permission),
        isChosen: isHeld,
        from: from ?? '',
        to: to ?? '',
      }))
      .sort((one, other) => one.label.localeCompare(other.label, locale)),
  }))

/** Returns the switches that a form sets: those that are not left as they come. */
export const switchesIn = (form: FormData, names: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = form.get(`switch ${name}`)
      return value === 'on' || value === 'off' ? [[name, value === 'on']] : []
    }),
  )

/** Returns the group that a form asks for. */
export function groupStateIn(form: FormData, group: Group): GroupState {
  const more = String(form.get('another-role') ?? '').trim()
  return {
    name: String(form.get('name') ?? '').trim(),
    requiresSecondFactor: form.get('second-factor') !== null,
    isDeleted: false,
    permissions: readDated(
      form,
      group.permissions.map(({ permission }) => ({ key: permission })),
    ).map(({ key, ...days }) => ({
      permission: key,
      ...days,
    })),
    toDoRoles: [
      ...group.toDoRoles.map(({ role }) => role).filter((role) => form.get(`role ${role}`) !== null),
      ...(more === '' ? [] : [more]),
    ],
    entitlements: Object.fromEntries(
      Object.entries(
        switchesIn(
          form,
          group.entitlements.map(({ entitlement }) => entitlement),
        ),
      ).map(([name, isOn]) => [name, { isOn, ...readDays(form, name) }]),
    ),
  }
}
