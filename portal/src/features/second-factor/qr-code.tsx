import { encodeQR } from 'qr'

/** Modules of light around the code, as readers expect. */
const quiet = 4

/**
 * Draws a text as a QR code, dark on light in both themes because cameras need it. It has a name for screen readers; the page says
 * its content in text too.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw', { border: quiet, ecc: 'medium' })
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg class="qr-code" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <rect class="qr-light" width={rows.length} height={rows.length} />
      <path class="qr-dark" d={dark.join('')} />
    </svg>
  )
}
