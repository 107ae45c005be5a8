/** What a generated customer lives or works in. */
export type HomeKind = 'apartment' | 'house' | 'large-house' | 'shop' | 'office'

/** The parameters of a kind: watt hours an hour, unless said otherwise. */
export interface KindShape {
  /** Always on: refrigerator, standby, ventilation. */
  readonly always: number
  /** Times the hour's weight: cooking, light, screens, tills. */
  readonly activity: number
  /** Per °C above 22. */
  readonly coolingPerC: number
  /** Per °C below 16, where heating is electric. */
  readonly heatingPerC: number
  /** Oven, laundry, dishwasher: how many a day, and how much each takes in its hour. */
  readonly bursts: number
  readonly burst: number
  /** Weight of each hour's activity. */
  readonly workday: readonly number[]
  readonly saturday: readonly number[]
  readonly sunday: readonly number[]
  /** Whether people go away. */
  readonly holidays: boolean
}

// Hours 0-5, 6-11, 12-17, 18-23.
const HOME_WORKDAY = [
  0.38, 0.26, 0.2, 0.18, 0.2, 0.3, 0.62, 0.86, 0.72, 0.52, 0.46, 0.46, 0.5, 0.5, 0.52, 0.6, 0.78, 1, 1.28,
  1.38, 1.34, 1.18, 0.9, 0.6,
] as const
const HOME_WEEKEND = [
  0.44, 0.32, 0.22, 0.18, 0.18, 0.22, 0.36, 0.58, 0.8, 0.86, 0.82, 0.78, 0.8, 0.76, 0.72, 0.74, 0.86, 1.02,
  1.22, 1.3, 1.24, 1.1, 0.88, 0.62,
] as const
const SHOP_OPEN = [
  0.06, 0.06, 0.06, 0.06, 0.06, 0.08, 0.15, 0.35, 0.7, 0.95, 1, 1, 1, 1, 1, 1, 1, 1, 0.95, 0.7, 0.35, 0.12,
  0.08, 0.06,
] as const
const SHOP_SUNDAY = SHOP_OPEN.map((weight, hour) =>
  hour >= 10 && hour < 17 ? weight * 0.85 : Math.min(weight, 0.12),
)
const OFFICE_OPEN = [
  0.04, 0.04, 0.04, 0.04, 0.05, 0.1, 0.3, 0.7, 0.95, 1, 1, 1, 0.92, 1, 1, 1, 0.95, 0.75, 0.45, 0.25, 0.12,
  0.06, 0.04, 0.04,
] as const
const OFFICE_CLOSED = OFFICE_OPEN.map((weight) => 0.04 + weight * 0.06)

const HOME = { workday: HOME_WORKDAY, saturday: HOME_WEEKEND, sunday: HOME_WEEKEND, holidays: true } as const
const SHOP = { workday: SHOP_OPEN, saturday: SHOP_OPEN, sunday: SHOP_SUNDAY, holidays: false } as const
const OFFICE = {
  workday: OFFICE_OPEN,
  saturday: OFFICE_CLOSED,
  sunday: OFFICE_CLOSED,
  holidays: false,
} as const

/** Sizes chosen so that a year is near 4, 8 and 16 MWh for homes, 30 for a shop, 45 for an office. */
export const HOME_KINDS: Readonly<Record<HomeKind, KindShape>> = {
  apartment: {
    ...HOME,
    always: 200,
    activity: 270,
    coolingPerC: 40,
    heatingPerC: 95,
    bursts: 1,
    burst: 600,
  },
  house: {
    ...HOME,
    always: 380,
    activity: 520,
    coolingPerC: 110,
    heatingPerC: 210,
    bursts: 1.6,
    burst: 1000,
  },
  'large-house': {
    ...HOME,
    always: 760,
    activity: 940,
    coolingPerC: 230,
    heatingPerC: 400,
    bursts: 2.4,
    burst: 1500,
  },
  shop: { ...SHOP, always: 900, activity: 3900, coolingPerC: 320, heatingPerC: 450, bursts: 0, burst: 0 },
  office: {
    ...OFFICE,
    always: 1500,
    activity: 7200,
    coolingPerC: 520,
    heatingPerC: 700,
    bursts: 0,
    burst: 0,
  },
}
