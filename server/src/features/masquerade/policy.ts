import { guarded, holds, ofMasquerade, ofStaff, ofSystem, onMasquerade, rows, yes } from '#policy/policy.ts'

export const masqueradeRows = rows({
  'masquerade:act': ofMasquerade((who) => holds('masquerade:act')(who.csr)),
  'masquerade:read-only': ofMasquerade(yes),
  'masquerade:leave': ofMasquerade(yes),
  'masquerade:start': ofStaff(
    (who, on) => {
      if (holds('masquerade:start')(who) !== 'ok') return 'permission-missing'
      // A protected target is unavailable, whatever the reason: as unknown and forbidden ones are.
      return on.target?.isAvailable ? guarded(on) : 'target-unavailable'
    },
    'accountId',
    'webUserId',
  ),
  'masquerade:review': ofStaff(holds('masquerade:review')),
  'masquerade:step-up': onMasquerade((who, on) =>
    on.masquerade?.csrId === who.csrId ? holds('masquerade:act')(who) : 'not-found',
  ),
  'masquerade:end-own': onMasquerade((who, on) => (on.masquerade?.csrId === who.csrId ? 'ok' : 'not-found')),
  'masquerade:end-any': onMasquerade(holds('masquerade:end-any')),
  'masquerade:end-many': ofStaff(holds('masquerade:end-any')),
  'view-note:list': ofStaff(holds('contact:add')),
  'job:follow-views': ofSystem,
  'job:sweep-masquerades': ofSystem,
  'job:tell-of-visits': ofSystem,
})
