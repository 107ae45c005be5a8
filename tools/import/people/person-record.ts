import { normalisedContact } from '@porchlight/server/features/web-user-details/normalised-contact.ts'
import { z } from 'zod'
import { addProblem } from '../add-problem.ts'
import { Line, SourceKey, Word, Yes } from '../values.ts'

const Name = z
  .strictObject({
    type: z.enum(['primary', 'alias']).optional().describe('The first is the primary one where none says so'),
    given: Line(200).optional(),
    surname: Line(200).optional(),
    organisation: Line(200).optional(),
  })
  .describe('Of a human the surname and mostly the given name, of an organization its name')
  .check((ctx) => {
    const { given, surname, organisation } = ctx.value
    if (organisation !== undefined && (given ?? surname) !== undefined)
      addProblem(ctx, ['organisation'], 'name-of-both-kinds')
    if (organisation === undefined && surname === undefined) addProblem(ctx, ['surname'], 'required')
  })

const Contact = z
  .strictObject({
    type: z.enum(['phone', 'mobile', 'email']),
    value: Line(200).describe('A telephone in any format (of the US where it has no country), or an e-mail'),
    isPrimary: Yes.describe('The first of a type is where none says so'),
  })
  .transform((contact, ctx) => {
    const normalised = normalisedContact(contact.type, contact.value)
    if (normalised === undefined)
      addProblem(ctx, ['value'], contact.type === 'email' ? 'not-an-email' : 'not-a-telephone')
    return { ...contact, normalised: normalised ?? '' }
  })

const Identifier = z.strictObject({
  type: Word.describe('driver-licence, tax-id, passport, customer-number or a word of the utility’s own'),
  value: Line(100)
    .refine((value) => /[\p{L}\p{N}]/u.test(value), 'required')
    .describe('As it is written; it is stored sealed'),
})

/** A person: a human or an organization. */
export const PersonRecord = z
  .strictObject({
    sourceKey: SourceKey,
    kind: z.enum(['human', 'organisation']).optional().describe('By the primary name where it is absent'),
    isProtected: Yes.describe(
      'Employees, their households, confidential addresses; stays where it is absent',
    ),
    names: z.array(Name).min(1, 'required').max(50),
    contacts: z.array(Contact).max(50).optional(),
    identifiers: z.array(Identifier).max(50).optional(),
  })
  .check((ctx) => {
    const { kind, names, contacts = [] } = ctx.value
    const primaries = names.flatMap((name, at) => (name.type === 'primary' ? [at] : []))
    if (primaries.length > 1) addProblem(ctx, ['names', primaries[1] ?? 0, 'type'], 'more-than-one-primary')
    const main = primaries[0] ?? 0
    const isOrganisation = names[main]?.organisation !== undefined
    if (kind !== undefined && (kind === 'organisation') !== isOrganisation)
      addProblem(ctx, ['kind'], 'not-the-kind-of-the-primary-name')
    const seen = new Set<string>()
    for (const [at, { type, isPrimary }] of contacts.entries()) {
      if (isPrimary && seen.has(type)) addProblem(ctx, ['contacts', at, 'isPrimary'], 'more-than-one-primary')
      if (isPrimary) seen.add(type)
    }
  })
export type PersonRecord = z.output<typeof PersonRecord>
