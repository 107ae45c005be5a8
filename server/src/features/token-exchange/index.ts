export type { InsideKeyHosts } from './fetch-keys.ts'
