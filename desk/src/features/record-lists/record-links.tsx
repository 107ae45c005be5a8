import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'

type CsrLink = { csrId: string; children: string; period?: { from: string; to: string } }

/** A CSR's name, as a link to everything that the CSR did for readers who may see it. */
export function CsrRecordLink({ csrId, children, period }: CsrLink) {
  const { t, refusedFor } = useDesk()
  if (refusedFor('record:view')) return <>{children}</>
  return (
    <a href={href({ name: 'record-of-csr', csrId, ...period })} title={t('record-lists.by-csr')}>
      {children}
    </a>
  )
}

/** The link to everything that anyone else did to a person; nothing for readers who may not see it. */
export function CustomerRecordLink({ personId, name }: { personId: number; name: string }) {
  const { t, refusedFor } = useDesk()
  if (refusedFor('record:view')) return null
  return (
    <a
      href={href({ name: 'record-of-customer', personId })}
      aria-label={t('record-lists.open-named', { name })}
    >
      {t('record-lists.open')}
    </a>
  )
}
