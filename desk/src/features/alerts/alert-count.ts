import { signal } from '@preact/signals'

/** Number of open alerts for the page's header, from the latest response. */
export const alertCount = signal(0)
