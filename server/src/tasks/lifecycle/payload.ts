import { z } from 'zod'

/** What a change replaced, and by what. */
export const change = <T extends z.ZodType>(value: T) =>
  z.strictObject({ before: value.nullable(), after: value })

/** A bank account as it may be shown: never more than its last four digits. */
export const MaskedAccount = z.string().regex(/^•••• \d{4}$/)
