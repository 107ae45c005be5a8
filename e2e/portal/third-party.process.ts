/**
 * A third party that reads a customer's usage, in a process of its own: it sends the customer to the portal, exchanges the code, and
 * shows how many readings it got. Prints its port when it listens.
 * Arguments: the portal's address, the client's id and secret.
 */
import { createHash, randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

const [portal = '', clientId = '', secret = ''] = process.argv.slice(2)
const verifier = randomBytes(32).toString('base64url')
const state = randomBytes(12).toString('base64url')
const own = () => `http://localhost:${(server.address() as AddressInfo).port}/connected`

/** Asks the portal. Its name under localhost is one that browsers know, but not every system. */
function ask(path: string, headers: Record<string, string>, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { host, port } = new URL(portal)
    const request = http.request(
      {
        hostname: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: { host, ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve(Buffer.concat(chunks).toString()))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

async function connected(query: URLSearchParams): Promise<string> {
  if (query.get('state') !== state || query.get('iss') !== portal) return 'The answer is not for us.'
  const code = query.get('code')
  if (code === null) return `No access: ${query.get('error')}.`
  const basic = Buffer.from(`${clientId}:${secret}`).toString('base64')
  const tokens = JSON.parse(
    await ask(
      '/oauth/token',
      { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: own(),
        code_verifier: verifier,
      }).toString(),
    ),
  ) as { access_token?: string; error?: string }
  const authorization = `Bearer ${tokens.access_token}`
  const { meters = [] } = JSON.parse(await ask('/data-access/meters', { authorization })) as {
    meters?: { servicePointId: number }[]
  }
  const readings = await ask(`/data-access/meters/${meters[0]?.servicePointId}/readings.csv`, {
    authorization,
  })
  return `Connected: ${readings.trim().split('\n').length - 1} readings.`
}

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/connect') {
    const parameters = new URLSearchParams({
      client_id: clientId,
      redirect_uri: own(),
      response_type: 'code',
      scope: 'usage',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    response.writeHead(303, { location: `${portal}/data-access/authorize?${parameters}` }).end()
    return
  }
  const text = url.pathname === '/connected' ? await connected(url.searchParams).catch(String) : ''
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><html lang="en"><title>Third party</title><p>${text}</p>`)
})
server.listen(0, 'localhost', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.stdin.on('end', () => process.exit()).resume()
