import { z } from 'zod'

/** A bank account as it may be shown: never more than its last four digits. */
export const MaskedAccount = z.string().regex(/^•••• \d{4}$/)

/** Returns the number of a bank account as it may be shown. */
export const maskedAccount = (number: string): string => `•••• ${number.slice(-4)}`
