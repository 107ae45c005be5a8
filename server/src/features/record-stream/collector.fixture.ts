import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { text } from 'node:stream/consumers'

/**
 * A collector in a process of its own, to be killed: it keeps each batch under its key in a file of its own, on the disk before it
 * acknowledges. Every third new batch it keeps and does not acknowledge, as if it died in between. Arguments: folder, port.
 */
const [folder = '', port = '0'] = process.argv.slice(2)
let batches = 0

const server = createServer(async (request, response) => {
  const body = await text(request)
  const key = String(request.headers['idempotency-key'])
  const file = path.join(folder, `${createHash('sha256').update(key).digest('hex')}.ndjson`)
  const isNew = !existsSync(file)
  if (isNew) {
    const draft = `${file}.${process.pid}.draft`
    const handle = await open(draft, 'w')
    await handle.writeFile(body)
    await handle.sync()
    await handle.close()
    await rename(draft, file)
    batches += 1
  }
  process.send?.({ kept: key })
  if (isNew && batches % 3 === 0) request.socket.destroy()
  else response.writeHead(isNew ? 201 : 200).end()
})
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined })
})
