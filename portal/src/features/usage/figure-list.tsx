export type Figure = { label: string; value: string; detail?: string | undefined }

/** Renders figures with their names, and where they are from. */
export function FigureList({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ label, value, detail }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value} {detail && <small>{detail}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
