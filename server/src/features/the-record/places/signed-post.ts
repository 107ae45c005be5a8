import { contentDigest, signatureBase } from '#integrations/cis/message-signature.ts'
import { keyName, type NoteSigner } from '#transparency-log/note.ts'

/** What the signature covers: where the request goes, and what it says. */
const covered = ['@method', '@authority', '@path', 'content-type', 'content-digest']

/**
 * Returns the header fields of a POST that the record's key signs (RFC 9421, Ed25519): a server takes checkpoints from the record alone.
 * Without a key the request is not signed, and neither is the checkpoint.
 * @param atMs when it is made, in milliseconds since 1970
 */
export function signedPostHeaders(
  url: string,
  body: string,
  signer: NoteSigner | undefined,
  atMs = Date.now(),
): Record<string, string> {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-digest': contentDigest(body),
  }
  if (!signer) return headers
  const names = covered.map((name) => `"${name}"`).join(' ')
  const params = `(${names});created=${Math.floor(atMs / 1000)};keyid="${keyName(signer)}";alg="ed25519"`
  const signature = signer.sign(signatureBase({ method: 'POST', url, headers }, covered, params))
  return {
    ...headers,
    'signature-input': `porchlight=${params}`,
    signature: `porchlight=:${signature.toString('base64')}:`,
  }
}
