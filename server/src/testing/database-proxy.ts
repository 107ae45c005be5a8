import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'

/** What the proxy does with connections from now on. */
export type Mood =
  /** Forwards everything. */
  | 'pass'
  /** Refuses new connections and cuts the open ones. */
  | 'refuse'
  /** Forwards nothing for now, like a network that loses packets and sends them again. */
  | 'freeze'
  /** Acts as PgBouncer does when no server connection becomes free in time: a fatal error ends the connection. */
  | 'query_wait_timeout'

/** What happens to the next COMMIT. */
export type Commit = 'answer-lost' | 'never-arrives' | 'arrives-late'

type Pair = { client: Socket; server: Socket }

const hold = ({ client, server }: Pair) => {
  client.pause()
  server.pause()
}
const goOn = ({ client, server }: Pair) => {
  client.resume()
  server.resume()
}

/** Delay of a COMMIT that seemed lost and arrives after all. */
const lateMs = 500

const message = (type: string, body: Buffer) => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** The message that PgBouncer 1.18 sends. */
const waitTimeout = message('E', Buffer.from('SFATAL\0VFATAL\0C08P01\0Mquery_wait_timeout\0\0'))

/** Returns the offset at which the first message of a type ends; 0 if no message of that type is complete. */
function endOfFirst(type: string, data: Buffer): number {
  for (let at = 0; at + 5 <= data.length; ) {
    const end = at + 1 + data.readInt32BE(at + 1)
    if (end > data.length) return 0
    if (data[at] === type.charCodeAt(0)) return end
    at = end
  }
  return 0
}

/**
 * Stands between the application and PostgreSQL on a loopback port, and behaves as networks and poolers do on bad days.
 * @param url of the database behind it
 */
export async function openDatabaseProxy(url: string) {
  let behind = new URL(url)
  const pairs = new Set<Pair>()
  let mood: Mood = 'pass'
  let nextCommit: Commit | undefined
  let onCommit = () => {}

  const cut = () => {
    for (const { client, server } of pairs) {
      client.destroy()
      server.destroy()
    }
  }

  const accept = (client: Socket) => {
    if (mood === 'refuse') return client.destroy()
    const server = net.connect(Number(behind.port || 5432), behind.hostname)
    const pair = { client, server }
    pairs.add(pair)
    let isSpoiled = false
    let isStarted = false
    if (mood === 'freeze') hold(pair)
    const end = () => {
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.on('close', end)
    }
    client.on('data', (data) => {
      if (isSpoiled) return
      if (mood === 'query_wait_timeout' && isStarted) {
        isSpoiled = true
        client.end(waitTimeout)
        return
      }
      isStarted = true
      if (!nextCommit || !data.includes('COMMIT')) return server.write(data)
      isSpoiled = true
      const how = nextCommit
      nextCommit = undefined
      if (how === 'never-arrives') {
        end()
        onCommit()
        return
      }
      // The COMMIT or its answer is held here: the sender's connection is gone before the server is done.
      server.removeAllListeners('data')
      server.removeAllListeners('close')
      let answered = Buffer.alloc(0)
      server.on('data', (bytes) => {
        answered = Buffer.concat([answered, bytes])
        if (endOfFirst('Z', answered) === 0) return
        end()
        onCommit()
      })
      if (how === 'answer-lost') return server.write(data)
      client.removeAllListeners('close')
      client.destroy()
      setTimeout(() => server.write(data), lateMs)
    })
    server.on('data', (data) => client.write(data))
  }

  const listener = net.createServer(accept).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((listener.address() as AddressInfo).port)

  return {
    url: through.href,
    /** Cuts every connection once. */
    cut,
    be: (next: Mood) => {
      mood = next
      if (next === 'refuse') cut()
      for (const pair of pairs) (next === 'freeze' ? hold : goOn)(pair)
    },
    /** Leads connections that are made from now on to another address of the same database. */
    leadTo: (address: string) => {
      behind = new URL(address)
    },
    /** Spoils the next COMMIT of a statement that a connection has not prepared yet; resolves when it has. */
    spoilCommit: (how: Commit) => {
      nextCommit = how
      return new Promise<void>((resolve) => {
        onCommit = resolve
      })
    },
    connections: () => pairs.size,
    close: async () => {
      cut()
      listener.close()
      await once(listener, 'close')
    },
  }
}
