export type { Collector, StreamSettings } from './settings.ts'
