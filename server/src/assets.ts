import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Encoding, encodingFor, varyByEncoding } from '#http/compress.ts'
import { projectFolder } from './project-folder.ts'

/** The media types of built files, by the end of their names. */
export const assetTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
}

export type Asset = {
  body: Buffer
  type: string
  etag: string
  /** The same, compressed when it was built. */
  packed?: Partial<Record<Encoding, Buffer>>
}
/** The built files that browsers load, by their name: `portal.css`, `desk.en.js`, `islands/support-banner.js`. */
export type Assets = ReadonlyMap<string, Asset>

/** Returns the text that names a file's content in its address. */
export const etagOf = (body: Uint8Array) => createHash('sha256').update(body).digest('base64url').slice(0, 16)

/** Reads the built files into memory. */
export async function readAssets(folder = path.join(projectFolder(), 'dist/assets')): Promise<Assets> {
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => path.extname(name) in assetTypes,
  )
  const entries = await Promise.all(
    names.map(async (name): Promise<[string, Asset]> => {
      const body = await readFile(path.join(folder, name))
      const etag = etagOf(body)
      const [br, gzip] = await Promise.all(
        ['.br', '.gz'].map((ending) => readFile(path.join(folder, name + ending)).catch(() => undefined)),
      )
      const packed = { ...(br && { br }), ...(gzip && { gzip }) }
      return [
        name.replaceAll(path.sep, '/'),
        { body, type: assetTypes[path.extname(name)] ?? '', etag, packed },
      ]
    }),
  )
  return new Map(entries)
}

/** Scripts that others import: each has its content in its name. */
export const chunkFolder = 'chunks/'

/** Returns the chunks that a script imports from the start, at the addresses under which it will ask for them. */
export function chunksOf(assets: Assets, name: string): string[] {
  const folder = path.posix.dirname(assetPath(assets, name))
  return firstChunks(assets, name).map((chunk) => `${folder}/${chunk}`)
}

/** Returns the names of the chunks that a script and its chunks import from the start; what it imports later is not of them. */
export function firstChunks(
  assets: ReadonlyMap<string, { body: Buffer }>,
  name: string,
  visited = new Set<string>(),
): string[] {
  const text = assets.get(name)?.body.toString() ?? ''
  for (const [, file] of text.matchAll(/(?:from|import)\s*"\.\/(?:chunks\/)?([\w.-]+\.js)"/g)) {
    const chunk = `${chunkFolder}${file}`
    if (visited.has(chunk) || !assets.has(chunk)) continue
    visited.add(chunk)
    firstChunks(assets, chunk, visited)
  }
  return [...visited]
}

/** Returns the address of an asset: its content is in the name, so that a browser may keep it forever. */
export function assetPath(assets: Assets, name: string): string {
  return `/assets/${assets.get(name)?.etag ?? 'missing'}/${name}`
}

/** A stylesheet that a page can carry in itself: browsers take it by its hash in the content security policy. */
export type InlineStyle = { text: string; hash: string }

/** Returns a stylesheet as a page may carry it; undefined where it is not built. */
export function inlineStyle(assets: Assets, name: string): InlineStyle | undefined {
  const text = assets.get(name)?.body.toString().trim()
  if (!text || text.includes('</')) return undefined
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` }
}

/**
 * Serves the built files.
 * @param others finds files of other versions: during an upgrade their pages ask this process too
 */
export function serveAssets(
  app: FastifyInstance,
  assets: Assets,
  others: (etag: string, name: string) => Promise<Asset | undefined> = async () => undefined,
): void {
  app.get('/assets/:etag/*', async (request, response) => {
    const { etag, '*': name } = request.params as { etag: string; '*': string }
    const own = assets.get(name)
    // A chunk has its content in its own name; it is asked for beside the file that imports it.
    const isOwn = own && (own.etag === etag || name.startsWith(chunkFolder))
    const asset = isOwn ? own : await others(etag, name)
    if (!asset) return response.code(404).send({ reason: 'not-found' })
    response.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type)
    if (!asset.packed?.br && !asset.packed?.gzip) return response.send(asset.body)
    varyByEncoding(response)
    const encoding = encodingFor(request.headers['accept-encoding'])
    const packed = encoding && asset.packed[encoding]
    if (!packed) return response.send(asset.body)
    return response.header('content-encoding', encoding).send(packed)
  })
}
