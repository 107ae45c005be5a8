import { feature } from '../../feature.ts'

export const staff = feature({})
