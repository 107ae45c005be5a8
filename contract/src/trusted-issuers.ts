import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { issuerAlgorithms, mostReason } from './limits.ts'
import { CalendarDate, Instant, may, text, VersionOrNone } from './values.ts'

const IssuerKey = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'issuer-key')
/** A subject, exactly as the issuer writes it. */
const IssuerSubject = z.string().trim().min(1, 'required').max(200, 'too-long')
/** An address that a browser is redirected to, or that keys are fetched from. https, except on a loopback host. */
const Address = z
  .url('address')
  .max(300, 'too-long')
  .refine((value) => /^https:\/\/|^http:\/\/([\w-]+\.)*localhost(:\d+)?(\/|$)/.test(value), 'https-address')
  .refine((value) => !/[\s#]|\/\/[^/]*@/.test(value), 'address')

/** The settings of an issuer. The form changes them, and each version keeps them. */
const IssuerState = z.strictObject({
  displayName: text(80),
  /** The exact `iss` claim of its tokens. */
  issuer: z.string().trim().min(1, 'required').max(300, 'too-long'),
  /** The `aud` claim of its tokens. */
  audience: z.string().trim().min(1, 'required').max(300, 'too-long'),
  /** The address of its public keys (JWKS); null if the keys are pasted. */
  keyAddress: Address.nullable(),
  /** Its public keys as a JWKS document; null if the keys are fetched. */
  pastedKeys: z.string().trim().min(1, 'required').max(20_000, 'too-long').nullable(),
  algorithms: z.array(z.enum(issuerAlgorithms)).min(1, 'required').max(issuerAlgorithms.length),
  /** Addresses to which the CSR may return when a masquerade ends. A token that names none gets the first. */
  returnUrls: z.array(Address).min(1, 'required').max(10, 'too-many'),
  /** The names that the `context` claim of a token may have. */
  contextNames: z.array(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'context-name')).max(10, 'too-many'),
  activeFrom: CalendarDate,
  /** The last day; null if there is no end. */
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
      /** The address of the discovery document, by which another CIS is set up. */
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
  /** Registers an issuer (version 0) or changes one. Sessions and masquerades that it no longer allows end at once. */
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
  /** Maps a subject of the issuer to a CSR, or removes the mapping, which ends the subject's sessions and masquerades. */
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
  /** Tests an issuer: fetches its keys now, or reads the pasted ones again. Returns the outcome. */
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
