import { z } from 'zod'
import { programNames } from './program-names.ts'

const whole = (least: number, most: number, shipped: number) =>
  ({
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(least).max(most),
    default: shipped,
  }) as const

/** The rules of the programs. A change holds for who enrolls after it; what was agreed before stays as agreed. */
export const programSettings = {
  /** The programs that customers can enroll in. An enrollment in a program that is taken out stays until its customer leaves it. */
  'programs.offered': {
    perLocale: false,
    consequence: 'removed',
    value: z
      .array(z.enum(programNames))
      .max(programNames.length)
      .refine((list) => new Set(list).size === list.length, 'twice'),
    default: [...programNames],
  },
  /** Months that must pass before the due date is changed again: twice a year, so that no bill is put off time after time. */
  'programs.due-date-months': whole(0, 36, 6),
  /** How many days more an extension gives: from today, or from the due date where that is ahead. */
  'programs.extension-days': whole(1, 60, 10),
  /** Extensions of an account within twelve months; those that the customer left count too. */
  'programs.extensions-per-year': whole(0, 12, 2),
  /** The most installments of a payment arrangement. */
  'programs.arrangement-parts': whole(2, 24, 6),
  /** The least amount of an installment, in cents. */
  'programs.arrangement-least-cents': whole(100, 1_000_000, 2000),
  /** Days until the first installment of an arrangement is due. The others follow month by month. */
  'programs.arrangement-first-days': whole(0, 30, 7),
  /** Days after its date in which an installment can still be paid before the arrangement breaks. */
  'programs.arrangement-late-days': whole(0, 30, 5),
  /** Months without a new extension or arrangement after one was not kept. */
  'programs.months-after-broken': whole(0, 36, 6),
  /** Bills of the last year that an account needs before a monthly amount can be named. Twelve know every season. */
  'programs.budget-least-bills': whole(1, 12, 12),
  /** Who gets the amounts by which bills are rounded up. */
  'programs.charity': {
    perLocale: true,
    consequence: 'changed',
    value: z.string().trim().min(1, 'required').max(120, 'too-long'),
    default: {
      en: 'the energy assistance fund for neighbors in need',
      es: 'el fondo de ayuda con la energía para vecinos que lo necesitan',
    },
  },
} as const
