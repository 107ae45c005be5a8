import { contract, edit, features, inFunction, type Proof, passwordInMasquerade } from './proof.ts'

const decide = 'server/src/policy/decide.ts'
const http = 'server/src/http/http.ts'

/** Faults of starts, rights and ends. */
export const faultsOfStarts: readonly Proof[] = [
  {
    attack: '01-traffic',
    what: 'each request gives the masquerade another half an hour',
    functions: [
      inFunction(
        'open_masquerade_request',
        'm.mode, m.ends_at,',
        "m.mode, current_instant() + interval '30 minutes',",
      ),
    ],
  },
  {
    attack: '12-forged',
    what: 'takes a change from any Origin',
    edits: [
      edit(
        'server/src/http/forgery.ts',
        "if (request.headers.origin !== request.place.origin) return 'origin-not-allowed'",
        '',
      ),
    ],
  },
  {
    attack: '12-get',
    what: 'takes a change by GET too',
    edits: [
      edit(
        http,
        'method: endpoint.method,',
        "method: endpoint.path.startsWith('/api/masquerade/') ? ['GET', 'POST'] : endpoint.method,",
      ),
      edit(http, "if (endpoint.method !== 'GET')", "if (request.method !== 'GET')"),
    ],
  },
  {
    attack: '12-identifiers',
    what: 'derives the code from the id of the masquerade',
    edits: [
      edit(
        `${features}/masquerade/start.ts`,
        'const code = newToken()\n  const codeHash = hashToken(code)\n',
        '',
      ),
      edit(
        `${features}/masquerade/start.ts`,
        'let endsAt = live?.endsAt',
        "const code = masqueradeId.padEnd(43, 'a')\n    const codeHash = hashToken(code)\n    let endsAt = live?.endsAt",
      ),
    ],
  },
  {
    attack: '16-parameters',
    what: 'ignores unknown parameters of a start',
    edits: [
      edit(
        `${contract}/masquerade.ts`,
        'body: z.strictObject({\n      ...Target,\n      purposeKind',
        'body: z.object({\n      ...Target,\n      purposeKind',
      ),
    ],
  },
  {
    attack: '17-codes',
    what: 'takes a code from any site',
    edits: [
      edit(
        `${features}/masquerade/arrival.ts`,
        "if (origin !== installation.origins.desk && origin !== request.place.origin)\n      throw new Refusal('origin-not-allowed')",
        '',
      ),
    ],
  },
  {
    attack: '17-replay',
    what: 'goes on after a used code was posted again',
    functions: [
      inFunction('arrive_masquerade', "PERFORM end_masquerade(m.masquerade_id, 'code-replayed', '{}');", ''),
    ],
  },
  {
    attack: '19-double',
    what: 'starts a new masquerade for each click',
    edits: [
      edit(
        `${features}/masquerade/start.ts`,
        'const live = await liveMasqueradeFor.first(sql, same)',
        'const live = (await liveMasqueradeFor.first(sql, same)) && undefined',
      ),
    ],
  },
  {
    attack: '15-targets',
    what: 'says which targets do not exist',
    edits: [
      edit(
        `${features}/masquerade/policy.ts`,
        "? guarded(on) : 'target-unavailable'",
        "? guarded(on) : on.webUserId === 999_999_999 ? 'not-found' : 'target-unavailable'",
      ),
    ],
  },
  {
    attack: '08-who',
    what: 'lets staff and protected customers be targets',
    functions: [inFunction('masquerade_targets', 'NOT public.account_is_protected(in_account_id)', 'true')],
  },
  {
    attack: '08-subset',
    what: 'forgets the customer’s own rights in a masquerade',
    edits: [
      edit(decide, "const verdict = rule.masquerade(who, on)\n  if (verdict !== 'ok') return verdict\n", ''),
    ],
  },
  {
    attack: '23-api',
    what: 'leaves what is switched off to the screens',
    edits: [
      edit(
        decide,
        "if (entitled !== 'ok' || masqueradeClass.startsWith('read')) return entitled",
        "if (masqueradeClass.startsWith('read')) return entitled",
      ),
    ],
  },
  {
    attack: '25-read-only',
    what: 'lets a read-only masquerade act',
    edits: [edit(decide, "if (who.mode !== 'act') return 'masquerade-read-only'", '')],
  },
  {
    attack: '03-secrets',
    what: 'lets a masquerade change the password as its customer may',
    edits: passwordInMasquerade,
  },
  {
    attack: '11-clean-end',
    what: 'leaves the cookie of an ended masquerade',
    edits: [edit(`${features}/masquerade/handlers.ts`, "reply.setCredential = 'expire'\n", '')],
  },
  {
    attack: '14-return',
    what: 'leads to where the address asks',
    edits: [
      edit(
        'portal/src/features/masquerade/forms.ts',
        '      ? deskUrl\n',
        "      ? (where.query.get('next') ?? deskUrl)\n",
      ),
    ],
  },
]
