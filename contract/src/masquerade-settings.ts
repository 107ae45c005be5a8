import { z } from 'zod'
import { callerGrades } from './caller-grades.ts'

/** A name of a reason or purpose; its words are in the locale files, else it is shown as it is. */
export const names = z
  .array(z.string().regex(/^[a-z][a-z-]{1,39}$/, 'purpose-name'))
  .min(1, 'required')
  .max(20)

/** A text of one paragraph. */
export const Sentence = z.string().trim().min(1, 'required').max(2000, 'too-long')

/** The grade of the caller's verification that each name requires, as `dispute: code`. */
const gradeLines = z
  .array(z.string().regex(new RegExp(`^[a-z][a-z.-]{1,39}: (${callerGrades.join('|')})$`), 'grade-line'))
  .max(60)
  .refine((lines) => new Set(lines.map((line) => line.split(':')[0])).size === lines.length, 'twice')

/** What a utility may change about masquerades and the verification of callers. */
export const masqueradeSettings = {
  'masquerade.enabled': { perLocale: false, consequence: 'off', value: z.boolean(), default: true },
  'masquerade.prompt-shown': { perLocale: false, consequence: 'off', value: z.boolean(), default: true },
  // A live masquerade keeps the minutes with which it started.
  'masquerade.minutes': {
    perLocale: false,
    consequence: 'none',
    value: z.number().int().min(1).max(240),
    default: 30,
  },
  'masquerade.idle-minutes': {
    perLocale: false,
    consequence: 'none',
    value: z.number().int().min(1).max(240),
    default: 15,
  },
  'masquerade.purposes': {
    perLocale: false,
    consequence: 'removed',
    value: names,
    default: ['call', 'task', 'to-do', 'dispute'],
  },
  'masquerade.prompt': {
    perLocale: true,
    consequence: 'none',
    value: Sentence,
    default: {
      en: 'You are about to see the portal as this customer. Everything you change there is real and changes the customer’s account. Go on only if the customer asked you to.',
      es: 'Va a ver el portal como este cliente. Todo lo que cambie allí es real y modifica la cuenta del cliente. Continúe solo si el cliente se lo ha pedido.',
    },
  },
  'masquerade.banner': {
    perLocale: true,
    consequence: 'none',
    value: Sentence,
    default: {
      en: 'Masquerade: you see the portal as {customer}, account {account}. CSR {csr}.',
      es: 'Vista como cliente: ve el portal como {customer}, cuenta {account}. Agente {csr}.',
    },
  },
  'masquerade.tooltip': {
    perLocale: true,
    consequence: 'none',
    value: Sentence,
    default: {
      en: 'Not available in a masquerade. The customer can do this in their own portal.',
      es: 'No disponible en una vista como cliente. El cliente puede hacerlo en su propio portal.',
    },
  },
  /** What a CSR can ask a caller for. A utility lists only what it holds of its customers, such as a date of birth. */
  'caller.identifiers': {
    perLocale: false,
    consequence: 'removed',
    value: names,
    default: ['account-number', 'service-address', 'phone-on-file', 'last-payment', 'identifier-on-file'],
  },
  /** The grade that the caller must have before a masquerade for a purpose starts. */
  'caller.purpose-grades': {
    perLocale: false,
    consequence: 'changed',
    value: gradeLines,
    default: ['dispute: attested'],
  },
  /** The grade that a masquerade must have for an entitlement, besides the entitlement's own switch and class. */
  'caller.entitlement-grades': {
    perLocale: false,
    consequence: 'changed',
    value: gradeLines,
    default: ['identity.change: code', 'payment.bank: code', 'payment.methods: code'],
  },
  /** Minutes for which a verification counts: about the length of a long call. */
  'caller.minutes': {
    perLocale: false,
    consequence: 'lower',
    value: z.number().int().min(1).max(240),
    default: 30,
  },
} as const
