import { PlacePlot } from '@porchlight/ui/place-plot.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Account } from '#app/response-types.ts'
import { scaleSteps } from '#app/scale-steps.ts'

/** Plots the relative positions of several premises. Renders nothing for a single premise. */
export function PremisesPlot({ premises }: { premises: Account['premises'] }) {
  const { t, page } = useDesk()
  const places = premises.flatMap(({ premiseId, latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ id: String(premiseId), latitude, longitude }],
  )
  return (
    <PlacePlot
      label={t('account.plot', { count: places.length })}
      places={places}
      steps={scaleSteps(page.locale)}
    />
  )
}
