import { z } from 'zod'

const whole = (least: number, most: number, shipped: number) =>
  ({
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(least).max(most),
    default: shipped,
  }) as const

/** When notifications are sent. */
export const noticeSettings = {
  /**
   * The hours of the day (0 to 23, where the utility is) between which no notification leaves by text message. The same hour twice:
   * there are no quiet hours. 21 to 8 is the law on calls and texts in the United States (47 CFR 64.1200(c)).
   */
  'notices.quiet-from': whole(0, 23, 21),
  'notices.quiet-until': whole(0, 23, 8),
  /** By how many percent the use of a day must be above the usual before its customers are told. */
  'notices.high-usage-percent': whole(20, 1000, 100),
} as const
