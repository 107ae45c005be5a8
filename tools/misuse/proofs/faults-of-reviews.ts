import { contract, edit, features, inFunction, type Proof } from './proof.ts'

/** Faults of prepared changes, reports, alerts, canaries, and starts from other systems. */
export const faultsOfReviews: readonly Proof[] = [
  {
    attack: '08-prepared',
    what: 'takes the approval of any version',
    edits: [
      edit(
        `${features}/prepared-changes/hold-waiting.ts`,
        'if (held.version !== version)',
        'if (held.version < 0)',
      ),
    ],
  },
  {
    attack: '08-prepared',
    what: 'lets the CSR approve in a masquerade what the CSR prepared',
    edits: [
      edit(
        `${contract}/prepared-changes.ts`,
        "path: '/api/prepared-changes/:taskId/approve',\n    action: 'prepared-change:approve',\n    masquerade: 'never',",
        "path: '/api/prepared-changes/:taskId/approve',\n    action: 'prepared-change:approve',\n    masquerade: 'read',",
      ),
      edit(
        `${contract}/prepared-changes.ts`,
        "'prepared-change:approve': 'never',",
        "'prepared-change:approve': 'read',",
      ),
      edit(
        `${features}/prepared-changes/policy.ts`,
        "'prepared-change:approve': inPerson(yes, 'taskId')",
        "'prepared-change:approve': { ...inPerson(yes, 'taskId'), masquerade: yes, allows: ['customer', 'masquerade'] }",
      ),
    ],
  },
  {
    attack: '08-stale',
    what: 'overwrites what changed since the change was prepared',
    edits: [edit(`${features}/mailing-address/feature.ts`, 'if (current !== version)', 'if (current < 0)')],
  },
  {
    attack: '07-reviews',
    what: 'shows the report to everyone at the desk',
    edits: [
      edit(
        `${features}/access-reports/policy.ts`,
        "'access-report:view': ofStaff(holds('access-report:view'))",
        "'access-report:view': ofStaff(() => 'ok')",
      ),
    ],
  },
  {
    attack: '07-reviews',
    what: 'lets an officer work on an alert about themselves',
    edits: [
      edit(
        `${features}/alerts/policy.ts`,
        "return on.alert.aboutCsrId === who.csrId ? 'own-alert' : 'ok'",
        "return 'ok'",
      ),
    ],
  },
  {
    attack: '15-canary',
    what: 'names the account in the record’s line about its alert',
    edits: [
      edit(
        'server/src/policy/queries.ts',
        'CASE WHEN NOT EXISTS (SELECT FROM alert_findings f WHERE f.to_do_id = d.to_do_id) THEN d.account_id END AS account_id',
        'd.account_id',
      ),
    ],
  },
  {
    attack: '15-canary',
    what: 'exports the alert with the person’s data',
    edits: [
      edit(
        `${features}/person-data/sections/queries.ts`,
        "WHERE d.to_do_role <> 'security-officer'\n      AND (",
        'WHERE (',
      ),
    ],
  },
  {
    attack: '12-exchange',
    what: 'takes a token for any audience',
    edits: [
      edit(
        `${features}/token-exchange/assertion.ts`,
        "if ([claims.aud].flat()[0] !== audience) throw badToken('wrong-audience')",
        '',
      ),
    ],
  },
  {
    attack: '12-exchange',
    what: 'takes a token twice',
    edits: [edit(`${features}/token-exchange/issuer-request.ts`, 'if (!taken) throw', 'if (false) throw')],
  },
  {
    attack: '17-exchange',
    what: 'takes the code of another system twice',
    functions: [
      inFunction(
        'arrive_exchange',
        'AND e.code_used_at IS NULL AND e.code_expires_at',
        'AND e.code_expires_at',
      ),
    ],
  },
]
