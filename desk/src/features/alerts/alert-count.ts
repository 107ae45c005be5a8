import { signal } from '@preact/signals'

/** How many alerts nobody has settled: what the head of the page says, as new as the last answer. */
export const alertCount = signal(0)
