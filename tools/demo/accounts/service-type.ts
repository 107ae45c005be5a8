/** What a service point is there for. */
export type ServiceType = 'electricity' | 'gas' | 'water'
