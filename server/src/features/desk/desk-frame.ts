import { type Assets, assetPath } from '../../assets.ts'
import type { Installation } from '../../installation.ts'
import type { PageFrame } from '../../message-page.ts'

/** Returns the frame of the pages that the server writes for the desk: in the portal's sizes, as the desk's are for dense tables. */
export const deskFrame = (assets: Assets, { utilityName }: Pick<Installation, 'utilityName'>): PageFrame => ({
  css: assetPath(assets, 'portal.css'),
  icon: assetPath(assets, 'favicon.svg'),
  utilityName,
})
