import { eachAsked } from '@porchlight/contract/api.ts'
import { pathOf } from '@porchlight/contract/client.ts'
import type { OneEndpoint } from '@porchlight/contract/endpoint.ts'
import type { Browser } from '../browser.ts'
import { autopayExamples } from './autopay-examples.ts'
import { dataGrantExamples } from './data-grant-examples.ts'
import { deskExamples } from './desk-examples.ts'
import { portalExamples } from './portal-examples.ts'
import type { ExampleName, Examples, Scene, Sender } from './scene.ts'

type Parts = Parameters<typeof pathOf>[1]

/** A request of every endpoint and of each action: one without an example does not compile. */
export const examples: Examples<ExampleName> = {
  ...portalExamples,
  ...autopayExamples,
  ...dataGrantExamples,
  ...deskExamples,
}

/** What the walks ask: every endpoint by the name of its example, with the one action that the example is about. */
export const walked = eachAsked as [ExampleName, OneEndpoint][]
const endpointsByName = new Map(walked)

/** Returns the endpoint of an example. */
export function endpointOf(name: ExampleName): OneEndpoint {
  const endpoint = endpointsByName.get(name)
  if (!endpoint) throw new Error(`no endpoint ${name}`)
  return endpoint
}

/** Prepares the example of an endpoint. Returns its input, and a browser of a person who may send it. */
export async function prepare(scene: Scene, name: ExampleName) {
  // DELETE, since after each TRUNCATE every connection plans its statements on the table anew.
  await scene.owner`DELETE FROM attempts`
  await scene.owner`DELETE FROM csr_openings`
  const example = examples[name] as { by: Sender; input: (scene: Scene, sender: Browser) => unknown }
  const sender = await scene.browserOf(example.by)
  return { sender, by: example.by, input: (await example.input(scene, sender)) as Parts }
}

/** Sends an endpoint's input. Returns the status, and the reason where the request is refused. */
export async function send(sender: Browser, name: ExampleName, input: Parts) {
  const { method, path, body } = endpointOf(name)
  const json = body ? input.body : undefined
  const { status, text } = await sender.request(method, pathOf(path, input), { json })
  return { status, text, reason: JSON.parse(text).reason as string | undefined }
}
