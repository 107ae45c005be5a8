import { type Browser, chromium } from '@playwright/test'
import { chromiumPath } from '../../e2e/browser.ts'

/** Opens the browser of the journeys when an attack first asks for it. */
export function lazyBrowser() {
  let opening: Promise<Browser> | undefined
  return {
    open: () => {
      opening ??= chromiumPath().then((options) => chromium.launch(options))
      return opening
    },
    close: async () => (await opening)?.close(),
  }
}
