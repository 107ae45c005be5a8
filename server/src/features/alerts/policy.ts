import type { Csr } from '#policy/actor.ts'
import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'
import type { Subject } from '#policy/subject.ts'

/** Nobody takes, mutes or closes an alert about their own conduct. */
const works = ofStaff((who: Csr, on: Subject) => {
  const held = holds('alert:settle')(who)
  if (held !== 'ok') return held
  if (!on.alert) return 'not-found'
  return on.alert.aboutCsrId === who.csrId ? 'own-alert' : 'ok'
}, 'toDoId')

export const alertsRows = rows({
  'alert:view': ofStaff(holds('alert:view')),
  'alert:settle': works,
  'alert:take': works,
  'alert:hand-over': works,
  'alert:mute': works,
  'job:tell-of-alerts': ofSystem,
})
