// Beside the schemas of alerts.ts and detectors.ts: the desk loads these lists, and no schemas.

/** What looks for access that nothing explains, in the order of the screen. Each name is also the subject of its alerts. */
export const detectorNames = [
  'canary-opened',
  'own-account',
  'same-surname',
  'same-address',
  'unexplained-opening',
  'repeated-looks',
  'after-hours',
] as const
export type DetectorName = (typeof detectorNames)[number]

/** Why an alert was closed: the access had a reason; the detector was wrong; what was wrong was put right; others look into it; misuse. */
export const alertOutcomes = ['explained', 'false-alarm', 'corrected', 'passed-on', 'misuse'] as const
export type AlertOutcome = (typeof alertOutcomes)[number]

/** The first is the most urgent; a to-do's priority is the place in this list, from 1. */
export const severities = ['high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

/** How long an open alert has waited, by the settings `alerts.due-hours` and `alerts.overdue-hours`. */
export const alertAges = ['fresh', 'due', 'overdue'] as const
