import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { viewStreamPath } from '@porchlight/contract/live.ts'
import type { FastifyInstance } from 'fastify'
import type { Browser } from '#testing/browser.ts'

/**
 * Follows a view as an open tab does, on a process that listens. `said` resolves with everything that was said when the server
 * has ended the stream.
 */
export function follow(
  fastify: FastifyInstance,
  view: Browser,
): Promise<{ begun: Promise<void>; said: Promise<string> }> {
  const { port } = fastify.server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const request = get({
      host: '127.0.0.1',
      port,
      path: viewStreamPath,
      agent: false,
      headers: {
        host: new URL(view.origin).host,
        cookie: [...view.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
      },
    })
    request.on('error', reject)
    request.on('response', (response) => {
      let text = ''
      let hello = () => {}
      const begun = new Promise<void>((done) => {
        hello = done
      })
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (text.includes('event: hello')) hello()
      })
      resolve({ begun, said: new Promise((done) => response.on('end', () => done(text))) })
    })
  })
}
