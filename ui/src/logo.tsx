import type { ComponentChildren } from 'preact'

/** A gable and the lit doorway under it, with the name beside it. The mark has the same colors in both themes. */
export function Logo({ children }: { children?: ComponentChildren }) {
  return (
    <span class="logo">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#0a5c78" />
        <path d="M10.75 32V21.25a5.25 5.25 0 0 1 10.5 0V32z" fill="#ffb340" />
        <path
          d="M5.5 14.5 16 6l10.5 8.5"
          fill="none"
          stroke="#fff"
          stroke-width="2.75"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      {children}
    </span>
  )
}
