import { Button } from '@porchlight/ui/button.tsx'
import { MasqueradeBanner } from '@porchlight/ui/masquerade-banner.tsx'
import { translator } from '../../app/messages.ts'
import type { PageProps, Surroundings } from '../../app/page.ts'
import type { PortalRequest } from '../../app/request.ts'

type Props = PageProps<unknown> & {
  request: PortalRequest
  masquerade: NonNullable<Surroundings['masquerade']>
}

/** Who is being viewed, on which account, by which CSR, how much longer, and the way out: in the CSR's own language. */
export function SupportBanner({ masquerade, formToken, request }: Props) {
  const t = translator(masquerade.locale)
  const minutes = Math.max(0, Math.ceil((Date.parse(masquerade.endsAt) - Date.now()) / 60_000))
  const back = request.method === 'GET' ? request.path : '/'
  // Without a script a tab does not notice the end. Its banner brings the key along, so the answer can say who ended it.
  const ended = `ended=${encodeURIComponent(masquerade.endKey)}`
  return (
    <MasqueradeBanner
      lang={masquerade.locale}
      label={t('masquerade.title')}
      message={masquerade.banner}
      endKey={masquerade.endKey}
      mode={t(masquerade.mode === 'act' ? 'masquerade.acting' : 'masquerade.read-only')}
      timeLeft={{ dateTime: masquerade.endsAt, text: t('masquerade.minutes-left', { minutes }) }}
    >
      {masquerade.mode === 'read' && masquerade.may['masquerade:act'] === 'ok' && (
        <form method="post" action={`/masquerade/act?back=${encodeURIComponent(back)}`}>
          <input type="hidden" name="_token" value={formToken} />
          <Button formaction={`/masquerade/act?back=${encodeURIComponent(back)}&${ended}`}>
            {t('masquerade.act')}
          </Button>
        </form>
      )}
      {masquerade.mode === 'act' && (
        <form method="post" action={`/masquerade/read-only?back=${encodeURIComponent(back)}`}>
          <input type="hidden" name="_token" value={formToken} />
          <Button formaction={`/masquerade/read-only?back=${encodeURIComponent(back)}&${ended}`}>
            {t('masquerade.back-to-reading')}
          </Button>
        </form>
      )}
      <form method="post" action="/masquerade/leave">
        <input type="hidden" name="_token" value={formToken} />
        <Button formaction={`/masquerade/leave?${ended}`}>{t('masquerade.end')}</Button>
      </form>
    </MasqueradeBanner>
  )
}
