import { localeOf } from '@porchlight/contract/values.ts'
import { fieldsToKeep } from './kept-form.ts'
import { localPath } from './local-path.ts'
import type { PortalRequest, PortalResponse } from './request.ts'

/**
 * Changes the language of this browser and goes back to the same page, with its query. If the page's main form sends
 * it, the text typed there is kept and comes back in the other language.
 */
export function changeLanguage(request: PortalRequest): PortalResponse {
  const param = (name: string) => request.query.get(name) ?? request.fields.get(name)
  const language = localeOf(param('language'))
  const location = localPath(param('back'))
  const form = request.query.get('form')
  const fields = form ? fieldsToKeep(request.fields) : []
  if (form && fields.length > 0) {
    const page = location.split('?', 1)[0] ?? '/'
    request.keptForms.keep({ page, form, why: 'language', fields })
  }
  return { status: 303, location, language }
}
