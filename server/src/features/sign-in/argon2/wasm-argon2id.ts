import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** KiB, passes, lanes; bytes of the digest. */
export type Argon2Cost = { memoryCost: number; timeCost: number; parallelism: number; outputLen: number }

/** Computes an argon2id digest (RFC 9106, version 0x13). The password is taken as UTF-8. */
export type Argon2id = (password: string, salt: Uint8Array, cost: Argon2Cost) => Promise<Uint8Array>

/**
 * The thread's whole program, as text: a file of its own would have to be found from a bundle, from the sources and from the
 * tests alike. It computes one digest at a time, in the order in which they were asked for.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const { argon2id } = require(workerData.library)
let last = Promise.resolve()
parentPort.on('message', ({ id, ...options }) => {
  last = last
    .then(() => argon2id({ ...options, outputType: 'binary' }))
    .then((digest) => parentPort.postMessage({ id, digest }))
    .catch((error) => parentPort.postMessage({ id, failure: String(error) }))
})`

type Answer = { id: number; digest?: Uint8Array; failure?: string }
type Waiting = { resolve(digest: Uint8Array): void; reject(error: Error): void }

let thread: Worker | undefined
let lastId = 0
const waiting = new Map<number, Waiting>()

function open(): Worker {
  const library = createRequire(import.meta.url).resolve('hash-wasm')
  const opened = new Worker(program, { eval: true, workerData: { library } })
  // An idle thread does not keep the process.
  opened.unref()
  opened.on('message', ({ id, digest, failure }: Answer) => {
    const job = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) opened.unref()
    if (digest) job?.resolve(digest)
    else job?.reject(new Error(`argon2id failed: ${failure}`))
  })
  opened.on('error', (error) => {
    thread = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })
  return opened
}

/** argon2id in WebAssembly, in a thread beside the event loop. */
export const wasmArgon2id: Argon2id = (password, salt, cost) =>
  new Promise((resolve, reject) => {
    thread ??= open()
    thread.ref()
    lastId += 1
    waiting.set(lastId, { resolve, reject })
    thread.postMessage({
      id: lastId,
      password,
      salt,
      memorySize: cost.memoryCost,
      iterations: cost.timeCost,
      parallelism: cost.parallelism,
      hashLength: cost.outputLen,
    })
  })
