import { Button } from '@porchlight/ui/button.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { ProgressBar } from '@porchlight/ui/progress-bar.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { ErasedRows, KeptRows } from './erasure-tables.tsx'
import type { PersonErasure } from './person-erasure.ts'

type Props = { personId: number; erasure: NonNullable<PersonErasure['erasure']> }

/** The progress of an erasure and, when it is done, its certificate: to print, or to save as JSON. */
export function Certificate({ personId, erasure }: Props) {
  const { t, format } = useDesk()
  const { rowsDone, rowsTotal, doneAt, recordEntryId, erased, kept } = erasure
  return (
    <>
      {doneAt === null ? (
        <ProgressBar
          id="erasure-progress"
          label={t('person-data.erasing')}
          value={rowsDone}
          max={Math.max(rowsTotal, 1)}
          text={t('person-data.erasing.rows', {
            done: format.number(rowsDone),
            total: format.number(rowsTotal),
          })}
        />
      ) : (
        <Notice tone="success" title={t('person-data.erased', { number: personId })} />
      )}
      <DescriptionList
        items={[
          { label: t('person-data.certificate.person'), value: String(personId) },
          { label: t('person-data.certificate.asked-by'), value: erasure.askedBy },
          { label: t('person-data.certificate.asked-at'), value: <Instant at={erasure.askedAt} /> },
          { label: t('person-data.certificate.reason'), value: erasure.reason },
          ...(doneAt === null
            ? []
            : [
                { label: t('person-data.certificate.done-at'), value: <Instant at={doneAt} /> },
                { label: t('person-data.certificate.record'), value: String(recordEntryId) },
              ]),
        ]}
      />
      <ErasedRows rows={erased} />
      <KeptRows rows={kept} />
      {doneAt !== null && (
        <div class="form-actions">
          <Button onClick={() => print()}>{t('person-data.certificate.print')}</Button>
          <Button icon="download" onClick={() => saveJson(personId, erasure)}>
            {t('person-data.certificate.save')}
          </Button>
        </div>
      )}
    </>
  )
}

function saveJson(personId: number, erasure: Props['erasure']): void {
  const certificate = { format: 'porchlight-erasure-certificate', version: 1, personId, ...erasure }
  const file = URL.createObjectURL(
    new Blob([`${JSON.stringify(certificate, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = file
  link.download = `erasure-${personId}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(file), 60_000)
}
