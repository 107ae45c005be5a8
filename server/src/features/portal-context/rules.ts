import type { bannerPlaceholders } from '@porchlight/contract/settings.ts'

export type BannerValues = Record<(typeof bannerPlaceholders)[number], string>

/** Returns the utility's banner sentence with its placeholders filled in. Unknown ones were refused when the setting was saved. */
export function fillBanner(text: string, values: BannerValues): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? values[name as keyof BannerValues] : whole,
  )
}
