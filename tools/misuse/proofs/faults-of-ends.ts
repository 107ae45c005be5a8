import { edit, features, inFunction, type Proof } from './proof.ts'

/** Faults of how masquerades and sessions end. */
export const faultsOfEnds: readonly Proof[] = [
  {
    attack: '10-revoked',
    what: 'forgets the end that somebody wrote',
    functions: [inFunction('masquerade_end_cause', 'WHEN m.end_cause IS NOT NULL THEN m.end_cause', '')],
  },
  {
    attack: '31-streams',
    what: 'forgets to end the streams',
    edits: [
      edit(
        `${features}/masquerade/view-streams.ts`,
        'for (const { masqueradeId } of rows) over(masqueradeId)',
        'void rows',
      ),
    ],
  },
  {
    attack: '31-tabs',
    what: 'leaves the page of an ended masquerade on the screen',
    edits: [
      edit(
        'portal/src/features/masquerade/support-banner.island.ts',
        'if (isLeaving || hasStopped) return',
        'return',
      ),
    ],
  },
  {
    attack: '33-provider',
    what: 'keeps a CSR active whom the provider switches off',
    functions: [
      inFunction(
        'put_provisioned_csr',
        'change_csr(in_csr_id, in_is_active, NULL, in_by)',
        'change_csr(in_csr_id, true, NULL, in_by)',
      ),
    ],
  },
  {
    attack: '33-by-hand',
    what: 'leaves the desk session of a CSR whose group was taken',
    functions: [
      inFunction(
        'change_csr',
        'UPDATE desk_sessions s SET ended_at = current_instant() WHERE s.csr_id = in_csr_id AND s.ended_at IS NULL;',
        'NULL;',
      ),
    ],
  },
  {
    attack: '34-signed-out',
    what: 'lets the provider’s own session sign in again',
    edits: [
      edit(
        `${features}/desk-sign-in/routes.ts`,
        'const isFresh = hasSignedOut(request)',
        'const isFresh = false && hasSignedOut(request)',
      ),
    ],
  },
]
