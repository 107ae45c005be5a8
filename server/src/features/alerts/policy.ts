import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const alertsRows = rows({
  'alert:view': ofStaff(holds('alert:view')),
  // Nobody closes an alert about their own conduct.
  'alert:settle': ofStaff((who, on) => {
    const held = holds('alert:settle')(who)
    if (held !== 'ok') return held
    if (!on.alert) return 'not-found'
    return on.alert.aboutCsrId === who.csrId ? 'own-alert' : 'ok'
  }, 'toDoId'),
  'job:tell-of-alerts': ofSystem,
})
