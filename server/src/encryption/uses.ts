/**
 * What a change of the encryption key does with what depends on it:
 * - `resealed`: the command opens it under the old key and seals it under the new one
 * - `both`: it is short-lived, and read under both keys until the old one is dropped; what is left then stops the drop, or has ended
 * - `kept`: its value is gone, so it stays as it is, and its own key is kept, sealed under the new key
 * - `restarts`: a counter begins again
 * - `replaced`: the command sets it anew
 * - `other`: it does not depend on the encryption key
 */
type OnChange = 'resealed' | 'both' | 'kept' | 'restarts' | 'replaced' | 'other'

/** Every file of the server that makes a keyed hash, a derived key or a cipher. A test finds those that are missing. */
export const keyUses: Readonly<Record<string, readonly [what: string, onChange: OnChange]>> = {
  'database/roles.ts': ['passwords of the database roles', 'replaced'],
  'encryption/encryption-keys.ts': ['check value of the key in the table installation', 'replaced'],
  'encryption/hash-keys.ts': ['keys of hashes whose values are gone', 'kept'],
  'encryption/sealed-value.ts': [
    'person_identifiers, bank_accounts: sealed value and its keyed hash; web_user_credentials.totp_sealed',
    'resealed',
  ],
  'features/attempts/count-attempt.ts': ['counters of attempts: 15 minutes', 'restarts'],
  'features/desk/document.ts': ['drafts in the browsers of CSRs: 30 days', 'both'],
  'features/person-data/erased-source-key.ts': ['person_erasures.source_key_hash', 'kept'],
  'features/person-data/export/cursor.ts': ['cursors of an export: one desk session', 'both'],
  'features/searches-at-rest/terms-hash.ts': ["record_entries.details: a search's termsHash", 'kept'],
  'features/sign-in/attempt-limits.ts': ['counters of failed sign-ins: up to a day', 'restarts'],
  'http/form-token.ts': ['form tokens: one session', 'both'],
  'http/sealed-cookie.ts': ['cookies of 30 minutes at most; desk_sessions.sign_out_hint (resealed)', 'both'],
  'integrations/cis/message-signature.ts': ['signed with PORCHLIGHT_CIS_SECRET', 'other'],
  'integrations/payment/signature.ts': ['signed with PORCHLIGHT_PAYMENT_SECRET', 'other'],
  'sessions/read-out-code.ts': ['read_out_codes: minutes', 'both'],
  'sessions/token.ts': ['mailed_keys of mails that have not left', 'both'],
}
