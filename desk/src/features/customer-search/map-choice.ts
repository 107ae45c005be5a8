import { signal } from '@preact/signals'

const storageKey = 'search-map'
/** Returns whether the map fits beside the results. Above them it would push them out of view, so it starts closed there. */
const hasRoom = () => matchMedia('(width >= 60rem)').matches

/** Whether the map of the results is shown: as it was left, on this browser. */
export const isMapOpen = signal(false)

export function restoreMapChoice(storage: Storage): void {
  const said = storage.getItem(storageKey)
  isMapOpen.value = said === null ? hasRoom() : said === 'open'
}

export function switchMap(isOpen: boolean): void {
  isMapOpen.value = isOpen
  localStorage.setItem(storageKey, isOpen ? 'open' : 'closed')
}
