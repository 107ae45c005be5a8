import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

/** What Node could not read as a request has no reply of ours yet: the status of each of its errors; 400 for all others. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
}

/**
 * Returns a handler of bytes that are no HTTP request, among them two lengths in one request (request smuggling). It answers with the
 * headers of every other response and closes the connection, so that nothing behind these bytes is read as another request.
 */
export function unreadableRequestHandler(headers: Readonly<Record<string, string>>) {
  const body = '{"reason":"invalid-request"}'
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return (error: Error & { code?: string }, socket: Socket): void => {
    // The client is gone already, or a reply is on its way: bytes of ours would become a part of it.
    if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
      socket.destroy()
      return
    }
    const status = statuses[error.code ?? ''] ?? 400
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
    socket.destroySoon()
  }
}
