/** Shapes on a 24 × 24 grid, drawn with a stroke. */
const shapes = {
  alert: 'M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.1',
  'arrow-down': 'M12 5v14M6 13l6 6 6-6',
  'arrow-up': 'M12 19V5M6 11l6-6 6 6',
  bill: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  bolt: 'M13 2.5 5 13.5h6l-1 8 8-11h-6z',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8 3v4M16 3v4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  'chevron-down': 'm6 9.5 6 6 6-6',
  'chevron-left': 'm14.5 6-6 6 6 6',
  'chevron-right': 'm9.5 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  external: 'M14 4h6v6M20 4l-9 9M10 5H4v15h15v-6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  home: 'm3.5 11.5 8.5-8 8.5 8M6 9.5V20h12V9.5',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.4v.1',
  lock: 'M5.5 11h13v9.5h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  print: 'M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 14h10v6.5H7z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20.5 20.5',
  sort: 'm8 9.5 4-4 4 4M8 14.5l4 4 4-4',
  stop: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12 16.4v.1',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20.5c.8-4 4-6 8-6s7.2 2 8 6',
} as const

export type IconName = keyof typeof shapes

/** These icons point along the line of text, so they are mirrored in right-to-left text. */
const directed: ReadonlySet<IconName> = new Set<IconName>(['chevron-left', 'chevron-right', 'external'])

export type IconProps = { name: IconName }

/** A small drawing beside a word. The word has the meaning, so the drawing is hidden from screen readers. */
export function Icon({ name }: IconProps) {
  return (
    <svg class={directed.has(name) ? 'icon icon-directed' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}
