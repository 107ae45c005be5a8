import { Refused } from '@porchlight/contract/client.ts'
import { type Locale, localeOf } from '@porchlight/contract/values.ts'
import { fieldsToKeep } from './kept-form.ts'
import { localPath } from './local-path.ts'
import type { PortalCalls, PortalRequest, PortalResponse } from './request.ts'

/**
 * Changes the language and goes back to the same page, with its query. A customer who is signed in gets mail in it too from then on;
 * a visitor's browser keeps it, and so does a CSR's tab in a masquerade, which changes the customer's language only on the page of
 * preferences. If the page's main form sends it, the text typed there is kept and comes back in the other language.
 */
export async function changeLanguage(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> {
  const param = (name: string) => request.query.get(name) ?? request.fields.get(name)
  const language = localeOf(param('language'))
  const location = localPath(param('back'))
  const form = request.query.get('form')
  const fields = form ? fieldsToKeep(request.fields) : []
  if (form && fields.length > 0) {
    const page = location.split('?', 1)[0] ?? '/'
    request.keptForms.keep({ page, form, why: 'language', fields })
  }
  const isSaved = await saveLanguage(request, calls, language)
  return { status: 303, location: isSaved ? location : location.replace(/[?&]notice=[\w-]+/, ''), language }
}

/** Saves a signed-in customer's language. A session that ended, or an outage, leaves the choice to this browser alone. */
async function saveLanguage(request: PortalRequest, calls: PortalCalls, language: Locale): Promise<boolean> {
  if (!request.hadSession || request.forged || request.isView) return false
  try {
    await calls.call.changeLanguage({ body: { language } })
    return true
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return false
  }
}
