import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Installation } from '../installation.ts'

/** A path to which a machine sends signed requests, under any Host: the signature says who it is. */
export type SignedPath = {
  path: string
  /** Returns the machine that signed the request. Refuses a request that is not signed, or not correctly, or long ago. */
  clientOf(request: FastifyRequest, installation: Installation): string
}

/** Returns the signed path that a request came to; undefined for any other path. */
export const signedPathOf = (paths: readonly SignedPath[], request: FastifyRequest): SignedPath | undefined =>
  paths.find(({ path }) => path === request.routeOptions.url)

/** Keeps the raw body of a signed request, because the signature covers these bytes and not the parsed value. */
export function keepSignedBodies(app: FastifyInstance, paths: readonly SignedPath[]): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (signedPathOf(paths, request)) request.rawBody = body
    return parseJson(request, body, done)
  })
}
