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
