import { feature } from '../../feature.ts'
import { serveLive } from './live-door.ts'

export const live = feature({
  doors: [serveLive],
})
