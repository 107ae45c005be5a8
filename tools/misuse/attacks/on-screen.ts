import type { Locator } from '@playwright/test'

/** Waits for something on the screen. Returns whether it came. */
export const isSeen = (what: Locator): Promise<boolean> =>
  what.waitFor({ timeout: 20_000 }).then(
    () => true,
    () => false,
  )
