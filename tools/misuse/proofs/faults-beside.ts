import { edit, features, inFunction, type Proof, passwordInMasquerade } from './proof.ts'

const http = 'server/src/http/http.ts'

/** Faults of what goes on beside a masquerade: sessions, pages, messages, the record. */
export const faultsBeside: readonly Proof[] = [
  {
    attack: '02-confirm',
    what: 'takes the start of a masquerade for the customer’s own confirmation',
    edits: passwordInMasquerade,
  },
  {
    attack: '04-own-session',
    what: 'notes the CSR’s visit as the customer’s own sign-in',
    functions: [
      inFunction(
        'arrive_masquerade',
        'IF FOUND THEN',
        'IF FOUND THEN UPDATE web_users w SET last_seen_at = current_instant() WHERE w.web_user_id = m.web_user_id;',
      ),
    ],
  },
  {
    attack: '09-listed',
    what: 'leaves visits that act out of the customer’s list',
    edits: [
      edit(
        `${features}/access/queries.ts`,
        'WHERE m.web_user_id = $webUserId AND m.arrived_at IS NOT NULL',
        "WHERE m.web_user_id = $webUserId AND m.arrived_at IS NOT NULL AND m.mode <> 'act'",
      ),
    ],
  },
  {
    attack: '32-complete',
    what: 'leaves what a visit switched off out of the customer’s list',
    edits: [
      edit(
        `${features}/access/queries.ts`,
        'AND masquerade_id IS NOT NULL',
        "AND masquerade_id IS NOT NULL AND task_type <> 'notification-preferences'",
      ),
    ],
  },
  {
    attack: '22-mail',
    what: 'writes to the customer as if they had made the change',
    edits: [
      edit(
        `${features}/messages/enqueue-message.ts`,
        "isBySupport: actor.kind === 'masquerade'",
        'isBySupport: false',
      ),
    ],
  },
  {
    attack: '13-card-page',
    what: 'leaves the card page open after the masquerade',
    functions: [
      inFunction(
        'cancel_card_payments_of_masquerade',
        'SET cancel_at = current_instant()',
        'SET cancel_at = NULL',
      ),
    ],
  },
  {
    attack: '06-mixed',
    what: 'takes the cookie of one masquerade at the origin of another',
    functions: [
      inFunction(
        'open_masquerade_request',
        'AND (in_host_masquerade_id IS NULL OR masquerade_id = in_host_masquerade_id)',
        '',
      ),
    ],
  },
  {
    attack: '06-tabs',
    what: 'forgets the mark of a masquerade in the title',
    edits: [edit('portal/src/app/layout.tsx', "('masquerade.title')}: `", "('masquerade.title')} `")],
  },
  {
    attack: '21-no-store',
    what: 'lets caches keep pages',
    edits: [edit('server/src/http/headers.ts', "'no-store'", "'private, max-age=60'")],
  },
  {
    attack: '21-form-state',
    what: 'takes the form token of any session',
    edits: [
      edit(
        'server/src/http/form-token.ts',
        '!!plain && listOf(keys).some((key) => timingSafeEqual(plain.subarray(0, PROOF), proofOf(key, credential)))',
        '!!plain && credential !== ""',
      ),
    ],
  },
  {
    attack: '05-replay',
    what: 'writes the credential into every page of a masquerade',
    edits: [
      edit(
        'server/src/sessions/token.ts',
        "const key = createHash('sha256').update('view end ').update(hashToken(token)).digest('base64url')",
        'const key = token',
      ),
    ],
  },
  {
    attack: '27-two',
    what: 'takes the first of two credentials',
    edits: [
      edit(
        http,
        "if (hasTwoCredentials(request.headers, options.isSecure)) throw new Refusal('two-credentials')",
        '',
      ),
    ],
  },
  {
    attack: '28-second-sign-in',
    what: 'gives a CSR the note of another’s masquerade',
    edits: [
      edit(
        `${features}/masquerade/policy.ts`,
        "'masquerade:end-own': onMasquerade((who, on) => (on.masquerade?.csrId === who.csrId ? 'ok' : 'not-found'))",
        "'masquerade:end-own': onMasquerade(yes)",
      ),
    ],
  },
  {
    attack: '30-own-factor',
    what: 'takes a colleague’s confirmation for the CSR’s own',
    edits: [
      edit(
        `${features}/desk-sign-in/step-up.ts`,
        "if (member?.csrId !== grant.csrId) return refused('another-person')",
        '',
      ),
    ],
  },
  {
    attack: '07-complete',
    what: 'forgets the lines of refusals',
    edits: [
      edit(
        'server/src/pipeline/exchange.ts',
        "actor && actor.kind !== 'visitor'",
        "actor && actor.kind === 'system'",
      ),
    ],
  },
  {
    attack: '07-unseen',
    what: 'reads what was done to a customer without a line',
    edits: [
      edit(
        `${features}/record-lists/handlers.ts`,
        "note({ event: 'read', webUserId: webUserIds[0], details: { personId } })",
        "note({ event: 'read', action: 'task:view', webUserId: webUserIds[0], details: { personId } } as never)",
      ),
    ],
  },
  {
    attack: '24-addresses',
    what: 'writes what was searched for into the address of the request',
    edits: [
      edit(
        'desk/src/app/client.ts',
        'const response = await fetch(path, {',
        "const response = await fetch(path + (body ? '?said=' + encodeURIComponent(JSON.stringify(body)) : ''), {",
      ),
    ],
  },
  {
    attack: '26-scripts',
    what: 'writes the address into the portal’s page as markup',
    edits: [
      edit(
        'portal/src/features/account-information/page.tsx',
        '<div key={line}>{line}</div>',
        '<div key={line} dangerouslySetInnerHTML={{ __html: line }} />',
      ),
    ],
  },
  {
    attack: '18-customers',
    what: 'counts customers for each session, without a limit',
    edits: [
      edit(
        'server/src/policy/policy.ts',
        '!isOpen && others >= most)',
        'false && !isOpen && others >= most)',
      ),
    ],
  },
  {
    attack: '29-codes',
    what: 'counts wrong codes in the memory of one process',
    edits: [
      edit(
        `${features}/attempts/count-attempt.ts`,
        'const { isWithin } = await takeAttempt.one(sql, grant, { bucket, limit, window })',
        'const isWithin = counted(what) <= limit\n  void [takeAttempt, sql, grant, bucket, window]',
      ),
      edit(
        `${features}/attempts/count-attempt.ts`,
        'export async function countAttempt(',
        'const memory = new Map<string, number>()\nconst counted = (what: string) => memory.set(what, (memory.get(what) ?? 0) + 1).get(what) ?? 0\nexport async function countAttempt(',
      ),
    ],
  },
]
