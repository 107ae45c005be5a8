import type { HomeKind } from '../usage/home-kinds.ts'
import type { Town } from './street-lists.ts'

/** What decides how much is used at a premise. */
export type Home = {
  kind: HomeKind
  town: Town
  /** Kilowatts on the roof; 0 without. */
  solar: number
  electricCar: boolean
  electricHeating: boolean
}
