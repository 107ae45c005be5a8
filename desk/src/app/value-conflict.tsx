import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from './desk-context.ts'

type Props = {
  refusal: RefusalBody
  mine: unknown
  /** Returns a value as a CSR reads it. */
  words: (value: unknown) => string
  /** Called to save this CSR's value over the current version. */
  onMine: (version: number) => void
  onTheirs: () => void
}

/** Shows both values after a version conflict about one value, and lets the CSR choose one. */
export function ValueConflict({ refusal: { version, difference }, mine, words, onMine, onTheirs }: Props) {
  const { t } = useDesk()
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
          { label: t('conflict.mine'), value: words(mine) },
          ...(difference ?? []).map(({ theirs }) => ({ label: t('conflict.theirs'), value: words(theirs) })),
        ]}
      />
    </Notice>
  )
}
