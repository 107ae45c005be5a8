import { useDesk } from '#app/desk-context.ts'
import { periodWords } from './difference-words.ts'
import type { Preview } from './staff.ts'

type Affected = Preview['affected'][number]
type Right = Affected['periods'][number]['gains'][number]

/** More people than this are counted, not named. */
const mostNamed = 20

/** Whom a change affects, and what each gains and loses. */
export function AffectedList({ affected }: { affected: readonly Affected[] }) {
  const desk = useDesk()
  const { t, word, format } = desk
  const rightName = ({ kind, name }: Right) =>
    kind === 'without-second-factor' ? t('staff.right.without-second-factor') : word(kind, name)
  const rights = (list: readonly Right[]) => format.list(list.map(rightName))
  return (
    <ul class="affected">
      {affected.slice(0, mostNamed).map(({ csrId, name, periods }) => (
        <li key={csrId}>
          <strong>{name}</strong> <span class="quiet">{csrId}</span>
          <ul>
            {periods.map((period) => (
              <li key={period.from ?? ''}>
                {(period.from || period.to) && <span class="quiet">{periodWords(period, desk)}: </span>}
                {period.gains.length > 0 && (
                  <span>
                    {t('staff.gains', { count: period.gains.length, rights: rights(period.gains) })}{' '}
                  </span>
                )}
                {period.loses.length > 0 && (
                  <span>
                    {t('staff.loses', { count: period.loses.length, rights: rights(period.loses) })}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
      {affected.length > mostNamed && (
        <li>{t('staff.more-affected', { count: affected.length - mostNamed })}</li>
      )}
    </ul>
  )
}
