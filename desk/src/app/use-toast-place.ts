import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { isShown } from './is-shown.ts'

const places = ['bottom-end', 'bottom-start', 'bottom-center', 'top-end', 'top-center'] as const
const reachable = 'button, a[href], input, select, textarea, summary'

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>

/** Returns the area that two boxes share, in square pixels. */
export const overlap = (one: Box, other: Box): number =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top))

/** Moves the region to the place at the window's edge where it covers the least area of clickable elements. */
function place(region: HTMLElement): void {
  const others = [...document.querySelectorAll(reachable)]
    .filter((element) => !region.contains(element) && isShown(element))
    .map((element) => element.getBoundingClientRect())
    .filter((box) => box.bottom > 0 && box.top < innerHeight)
  const covered = () => {
    const own = region.getBoundingClientRect()
    return others.reduce((sum, box) => sum + overlap(own, box), 0)
  }
  let best: { name: string; area: number } | undefined
  for (const name of places) {
    region.dataset.place = name
    const area = covered()
    if (!best || area < best.area) best = { name, area }
    if (area === 0) break
  }
  region.dataset.place = best?.name
}

/** Keeps messages in a corner without a button under them: when a message appears, and after scrolling and resizing. */
export function useToastPlace(region: RefObject<HTMLElement | null>, count: number): void {
  useLayoutEffect(() => {
    if (region.current && count > 0) place(region.current)
  }, [region, count])
  useEffect(() => {
    if (count === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => region.current && place(region.current), 150)
    }
    // The screen renders the change after the message about it.
    const observer = new MutationObserver(later)
    observer.observe(document.body, { childList: true, subtree: true })
    addEventListener('scroll', later, { passive: true, capture: true })
    addEventListener('resize', later)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
      removeEventListener('scroll', later, { capture: true })
      removeEventListener('resize', later)
    }
  }, [region, count])
}
