import { html } from '../../html.ts'
import { standInPage } from '../stand-in-page.ts'
import { listenOnLoopback, standInServer } from '../stand-in-server.ts'
import { groupRoutes } from './group-forms.ts'
import { interactionRoutes } from './interaction.ts'
import { codesPage } from './pages.ts'
import { type IdentityStandInConfig, identityProvider } from './provider.ts'
import { wordsFor } from './words.ts'

const pages = /^\/($|codes$|interaction\/|groups\/)/

/** Starts the staff identity provider stand-in on a free loopback port. */
export const startIdentityStandIn = async (
  config: IdentityStandInConfig,
): Promise<{ port: number; close(): Promise<void> }> => {
  const issuer = new URL(config.issuer)
  const provider = identityProvider(config)
  const callback = provider.callback()
  const app = standInServer({
    publicUrl: config.issuer,
    leadsTo: [
      ...new Set([...config.redirectUris.map((uri) => new URL(uri).origin), ...(config.leadsOnTo ?? [])]),
    ],
    beside: {
      mine: (path) => pages.test(path),
      listener: (request, response) => {
        // The library builds its addresses from these; they are the issuer's, whatever the request says.
        request.headers.host = issuer.host
        request.headers['x-forwarded-host'] = issuer.host
        request.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1)
        void callback(request, response)
      },
    },
  })

  interactionRoutes(app, provider, config)
  groupRoutes(app, provider, config)
  app.get('/codes', (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(codesPage(wordsFor(request.headers['accept-language']), config.staff)),
  )
  app.get('/', (request, reply) => {
    const words = wordsFor(request.headers['accept-language'])
    const { language, brand, notice, homeTitle: title } = words
    const body = html`<p>${words.homeLead}</p><p><a class="button" href="${config.deskUrl}">${words.backToDesk}</a>
<a class="button quiet" href="/codes">${words.codesTitle}</a></p>`
    return reply.type('text/html; charset=utf-8').send(standInPage({ language, brand, notice, title, body }))
  })

  const port = await listenOnLoopback(app)
  return { port, close: () => app.close() }
}
