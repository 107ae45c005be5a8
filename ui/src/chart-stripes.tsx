/** The stripes that tell a second kind of bar from the first without color: `fill="url(#<id>-stripes)"`. */
export function ChartStripes({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-stripes`}
        width="4"
        height="4"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect class="bar-chart-stripe" width="1.6" height="4" />
      </pattern>
    </defs>
  )
}
