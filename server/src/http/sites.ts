import type { Site } from '#sessions/caller.ts'
import type { Origins } from '../installation.ts'

export type Place =
  | { site: Site; hostMasqueradeId: string | null; origin: string }
  | { site: 'plain' }
  | undefined

const hostOf = (origin: string) => new URL(origin).host

/** Tells by the Host header which of our origins was asked; undefined for a stranger's name. */
export function sitesOf(origins: Origins): (host: string) => Place {
  const portal = hostOf(origins.portal)
  const desk = hostOf(origins.desk)
  const plain = hostOf(origins.plain)
  const isWildcard = origins.view.includes('*')
  // The star stands for exactly one masquerade id; the host around it is matched to the letter.
  const [before, after] = hostOf(origins.view.replace('*', 'x-any-x')).split('x-any-x')
  return (host) => {
    const name = host.toLowerCase()
    if (name === portal) return { site: 'portal', hostMasqueradeId: null, origin: origins.portal }
    if (name === desk) return { site: 'desk', hostMasqueradeId: null, origin: origins.desk }
    if (name === plain) return { site: 'plain' }
    if (!isWildcard)
      return name === before ? { site: 'view', hostMasqueradeId: null, origin: origins.view } : undefined
    if (after === undefined || !name.startsWith(before ?? '') || !name.endsWith(after)) return undefined
    const id = name.slice((before ?? '').length, name.length - after.length)
    if (!/^[a-z2-7]{26}$/.test(id)) return undefined
    return { site: 'view', hostMasqueradeId: id, origin: origins.view.replace('*', id) }
  }
}
