import type { UsageImport } from './usage.ts'

/** Returns an import of a test: in the small town's time zone, and without consent to what a file does not say. */
export const usageImport = (
  given: Pick<UsageImport, 'file' | 'servicePointId' | 'say'> & Partial<UsageImport>,
): UsageImport => ({
  usagePoint: undefined,
  timeZone: 'America/Los_Angeles',
  confirm: async () => false,
  onProgress: () => {},
  ...given,
})
