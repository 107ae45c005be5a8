import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import { periodWords } from './period-words.ts'

type Props = {
  refusal: RefusalBody
  mine: number | null
  /** Called to save this CSR's period over the current version. */
  onMine: (version: number) => void
  onTheirs: () => void
}

/** Shows both periods after a version conflict, and lets the CSR choose one. */
export function PeriodConflict({ refusal: { version, difference }, mine, onMine, onTheirs }: Props) {
  const { t } = useDesk()
  const theirs = difference?.[0]?.theirs
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('conflict.title')}
      actions={
        <>
          {version !== undefined && (
            <Button onClick={() => onMine(version)}>{t('conflict.keep-mine')}</Button>
          )}
          <Button onClick={onTheirs}>{t('conflict.keep-theirs')}</Button>
        </>
      }
    >
      <DescriptionList
        items={[
          { label: t('conflict.mine'), value: periodWords(mine, t) },
          { label: t('conflict.theirs'), value: periodWords(typeof theirs === 'number' ? theirs : null, t) },
        ]}
      />
    </Notice>
  )
}
