import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { issuerAlgorithms, mostReason } from './limits.ts'
import { CalendarDate, Instant, may, text, VersionOrNone } from './values.ts'

const IssuerKey = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'issuer-key')
/** A subject as the issuer writes it, to the letter. */
const IssuerSubject = z.string().trim().min(1, 'required').max(200, 'too-long')
/** An address that a browser is led to, or that keys are fetched from. https, except on the machine itself. */
const Address = z
  .url('address')
  .max(300, 'too-long')
  .refine((value) => /^https:\/\/|^http:\/\/([\w-]+\.)*localhost(:\d+)?(\/|$)/.test(value), 'https-address')
  .refine((value) => !/[\s#]|\/\/[^/]*@/.test(value), 'address')

/** What is said of an issuer: what a version keeps, and what the form changes. */
const IssuerState = z.strictObject({
  displayName: text(80),
  /** The claim `iss` of its tokens, to the letter. */
  issuer: z.string().trim().min(1, 'required').max(300, 'too-long'),
  /** The claim `aud` of its tokens. */
  audience: z.string().trim().min(1, 'required').max(300, 'too-long'),
  /** Where its public keys (JWKS) are; null: they are pasted. */
  keyAddress: Address.nullable(),
  /** Its public keys as a JWKS document; null: they are fetched. */
  pastedKeys: z.string().trim().min(1, 'required').max(20_000, 'too-long').nullable(),
  algorithms: z.array(z.enum(issuerAlgorithms)).min(1, 'required').max(issuerAlgorithms.length),
  /** Where the end of a masquerade leads; the first is taken where a token names none. */
  returnUrls: z.array(Address).min(1, 'required').max(10, 'too-many'),
  /** What a token may say besides: names of the claim `context`. */
  contextNames: z.array(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'context-name')).max(10, 'too-many'),
  activeFrom: CalendarDate,
  /** The last day; null: without an end. */
  activeTo: CalendarDate.nullable(),
})

const KeySummary = z.object({ kid: z.string(), algorithm: z.string() })

const endpoints = {
  /** The other customer information systems (CIS) that may start masquerades, with their CSRs, keys and versions. */
  readTrustedIssuers: endpoint({
    method: 'GET',
    path: '/api/desk/trusted-issuers',
    action: 'trusted-issuer:view',
    masquerade: 'never',
    response: z.object({
      /** What another CIS is told: the document that says the rest. */
      discoveryAddress: z.string(),
      tokenEndpoint: z.string(),
      issuers: z.array(
        z.object({
          issuerKey: z.string(),
          version: z.number().int(),
          isActive: z.boolean(),
          lastUsedAt: Instant.nullable(),
          keysFetchedAt: Instant.nullable(),
          keys: z.array(KeySummary),
          state: IssuerState,
          subjects: z.array(
            z.object({
              subject: z.string(),
              csrId: z.string(),
              csrName: z.string(),
              mappedAt: Instant,
              mappedBy: z.string().nullable(),
            }),
          ),
          versions: z.array(
            z.object({
              version: z.number().int(),
              change: z.string(),
              changedBy: z.string(),
              changedAt: Instant,
              reason: z.string(),
              /** The fields that changed, with their values before and after. */
              differences: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
            }),
          ),
        }),
      ),
      csrs: z.array(z.object({ csrId: z.string(), displayName: z.string() })),
      may: may('trusted-issuer:change'),
    }),
  }),
  /** Registers an issuer (version 0) or changes one. What it no longer allows ends at once. */
  saveTrustedIssuer: endpoint({
    method: 'POST',
    path: '/api/desk/trusted-issuers',
    action: 'trusted-issuer:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      issuerKey: IssuerKey,
      version: VersionOrNone,
      state: IssuerState,
      /** Why, in the CSR's words. It stays in the record. */
      reason: text(mostReason),
    }),
    response: z.object({ version: z.number().int(), endedSessions: z.number().int() }),
  }),
  /** Says which CSR a subject of the issuer is, or that it is none any more: then its sessions and masquerades end. */
  changeIssuerSubject: endpoint({
    method: 'POST',
    path: '/api/desk/trusted-issuers/subjects',
    action: 'trusted-issuer:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      issuerKey: IssuerKey,
      subject: IssuerSubject,
      csrId: text(60),
      isMapped: z.boolean(),
      reason: text(mostReason),
    }),
    response: z.object({ endedSessions: z.number().int() }),
  }),
  /** Fetches an issuer's keys now, and says what came. Pasted keys are read again. */
  testTrustedIssuer: endpoint({
    method: 'POST',
    path: '/api/desk/trusted-issuers/test',
    action: 'trusted-issuer:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ issuerKey: IssuerKey }),
    response: z.object({
      /** `ok`, or what went wrong: a key of the locale files under `trusted-issuer.test.<outcome>`. */
      outcome: z.string(),
      keys: z.array(KeySummary),
    }),
  }),
}

export const trustedIssuers = feature({
  permissions: ['trusted-issuer:view', 'trusted-issuer:change'],
  actions: {
    'masquerade:exchange': 'never',
    'issuer-session:end': 'never',
  },
  endpoints,
})
