import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { knownKey, type MessageKey } from './messages.ts'
import type { PageProps } from './page.ts'
import type { PortalRequest } from './request.ts'

const isOver = (reason: Reason, isView: boolean) =>
  reason === 'masquerade-ended' || (reason === 'not-signed-in' && isView)

/** Returns the title of a refusal's page. */
export function titleOf(reason: Reason, isView: boolean): MessageKey {
  if (isOver(reason, isView)) return 'error.view-ended.title'
  switch (reason) {
    case 'not-found':
      return 'error.not-found.title'
    case 'out-of-order':
      return 'error.outage.title'
    case 'outcome-unknown':
      return 'error.outcome-unknown.title'
    case 'unexpected-error':
      return 'error.unexpected.title'
    case 'form-token-missing':
    case 'origin-not-allowed':
      return 'error.not-taken.title'
    default:
      return 'error.refused.title'
  }
}

type Props = PageProps<unknown> & {
  reason: Reason
  request: PortalRequest
  /** The fields of a form that the reader can send again; undefined if they cannot. */
  again: [string, string][] | undefined
  /** The page of the form that was sent. */
  formPage: string | undefined
}

const hereOf = ({ path, query }: PortalRequest) => path + (query.size > 0 ? `?${query}` : '')

/** Says what was refused, why, and where to go on. */
export function ErrorView({ t, reason, request, again, formPage }: Props) {
  const ended = isOver(reason, request.isView)
  const text = ended ? 'error.view-ended.text' : knownKey(`reason.${reason}`, 'reason.other')
  return (
    <Page heading={t(titleOf(reason, request.isView))} lead={t(text)}>
      {ended ? (
        <p>
          <LinkButton
            variant="primary"
            // The host name of a view is no secret, so this page tells nothing. The desk tells the CSR whose masquerade it was.
            href={`${request.deskOrigin}${request.masqueradeId ? `/masquerades/${request.masqueradeId}` : ''}`}
          >
            {t(request.masqueradeId ? 'error.ended-at-desk' : 'error.back-to-desk')}
          </LinkButton>
        </p>
      ) : again ? (
        <SendAgain t={t} request={request} fields={again} />
      ) : reason === 'out-of-order' && request.method === 'GET' ? (
        <FormActions>
          <LinkButton variant="primary" href={hereOf(request)}>
            {t('error.try-again')}
          </LinkButton>
          <LinkButton href="/">{t('error.home')}</LinkButton>
        </FormActions>
      ) : (
        <p>
          <LinkButton variant="primary" href={formPage ?? '/'}>
            {t(
              reason === 'outcome-unknown' && formPage
                ? 'error.look'
                : formPage
                  ? 'error.back-to-form'
                  : 'error.home',
            )}
          </LinkButton>
        </p>
      )}
    </Page>
  )
}

/** The same form once more, with what was typed; its secrets have to be typed again, on its own page. */
function SendAgain({ t, request, fields }: Pick<Props, 't' | 'request'> & { fields: [string, string][] }) {
  const token = request.fields.get('_token')
  return (
    <Form action={hereOf(request)}>
      {token && <input type="hidden" name="_token" value={token} />}
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p>{t('error.send-again.text')}</p>
      <FormActions>
        <Button variant="primary">{t('error.send-again')}</Button>
        <LinkButton href="/">{t('error.home')}</LinkButton>
      </FormActions>
    </Form>
  )
}
