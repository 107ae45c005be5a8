import { guarded, holds, inPerson, ofStaff, ofSystem, rows, yes } from '#policy/policy.ts'

export const callerVerificationRows = rows({
  'caller:verify': ofStaff(
    (who, on) => {
      const held = holds('caller:verify')(who)
      if (held !== 'ok') return held
      // Protected without a further reason, unknown and not linked: the same refusal.
      return on.target?.isAvailable ? guarded(on) : 'target-unavailable'
    },
    'accountId',
    'webUserId',
  ),
  'support-code:view': inPerson(yes),
  'job:send-read-out-codes': ofSystem,
})
