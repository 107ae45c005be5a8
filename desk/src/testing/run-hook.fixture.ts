import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import { type ContainerNode, h, options, render } from 'preact'
import { type Desk, DeskContext } from '#app/desk-context.ts'

// Without a browser there is no frame to wait for: effects run as soon as the rendering is done.
options.requestAnimationFrame = (run) => void setImmediate(run)

/** Lets everything run that waits for nothing but its turn: answers, renderings, effects. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next))
}

/** A server whose answers the test gives, one by one, in the order that it chooses. */
export function deferredServer<T>() {
  type Request = {
    input: unknown
    isAborted: () => boolean
    answer: (value: T) => Promise<void>
    refuse: (error: Error) => Promise<void>
  }
  const requests: Request[] = []
  const ask = (signal: AbortSignal | undefined, input: unknown) =>
    new Promise<T>((resolve, reject) => {
      requests.push({
        input,
        isAborted: () => signal?.aborted ?? false,
        answer: async (value) => {
          resolve(value)
          await settled()
        },
        refuse: async (error) => {
          reject(error)
          await settled()
        },
      })
    })
  /** Each endpoint of it asks this server. */
  const clientUntil = (signal?: AbortSignal) =>
    new Proxy({}, { get: () => (input: unknown) => ask(signal, input) }) as Client
  return { requests, clientUntil }
}

/**
 * Runs a hook in a component that shows nothing, on a desk with this server.
 * @param lacking what the page says that the CSR may not
 */
export function runHook<Props, Result>(
  hook: (props: Props) => Result,
  props: Props,
  { clientUntil }: { clientUntil: (signal?: AbortSignal) => Client },
  lacking: readonly Action[] = [],
) {
  const results: Result[] = []
  const Shown = (shown: { props: Props }) => {
    results.push(hook(shown.props))
    return null
  }
  const desk = {
    client: clientUntil(),
    clientUntil,
    lacks: (action: Action) => lacking.includes(action),
    page: { desk: { csrId: 'amara.okafor' } },
  } as unknown as Desk
  const container = { nodeType: 1, childNodes: [], firstChild: null } as unknown as ContainerNode
  const show = async (next: Props) => {
    render(h(DeskContext.Provider, { value: desk }, h(Shown, { props: next })), container)
    await settled()
  }
  return {
    /** What the hook returned last. */
    get now(): Result {
      const last = results.at(-1)
      if (last === undefined) throw new Error('The hook has not run')
      return last
    },
    show,
    shown: show(props),
    leave: async () => {
      render(null, container)
      await settled()
    },
  }
}
