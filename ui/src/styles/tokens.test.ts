import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** The colors that a block sets, by name. */
function colors(selector: string) {
  const block = css.split(`${selector} {`)[1]?.split('}')[0] ?? ''
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  )
}

/** WCAG 2's relative luminance of `#rrggbb`. */
function luminance(hex = '#000000') {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string | undefined, other: string | undefined) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const light = colors(':root')
const dark = { ...light, ...colors(':root[data-theme="dark"]') }
const surfaces = ['surface', 'surface-raised', 'surface-sunken', 'accent-soft']
const tones = ['danger', 'warning', 'success']

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, theme) => {
  test.each([
    ...['text', 'muted', 'accent', 'accent-strong', ...tones].flatMap((ink) =>
      surfaces.map((paper) => [ink, paper]),
    ),
    ...tones.flatMap((tone) => [
      [tone, `${tone}-soft`],
      ['text', `${tone}-soft`],
    ]),
    ['accent-text', 'accent'],
    ['accent-text', 'accent-strong'],
    ['banner-text', 'banner'],
  ])('%s can be read on %s', (ink = '', paper = '') => {
    expect(contrast(theme[ink], theme[paper])).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['line-strong', 'chart-1', 'chart-2', 'accent'])('%s is seen on every surface', (line) => {
    for (const paper of surfaces.slice(0, 3))
      expect(contrast(theme[line], theme[paper])).toBeGreaterThanOrEqual(3)
  })
})

test('the dark theme has the same colors if the system or the reader chooses it', () => {
  expect(colors(':root:not([data-theme="light"])')).toEqual(colors(':root[data-theme="dark"]'))
})

test('nothing but the banner has the banner’s color', () => {
  const uses = [light, dark].map((theme) => Object.entries(theme).filter(([, hex]) => hex === theme.banner))
  expect(uses.map((matches) => matches.length)).toEqual([1, 1])
})
