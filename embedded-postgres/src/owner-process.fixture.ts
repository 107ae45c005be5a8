import { type OpenOptions, openEmbedded } from './open-embedded.ts'

/**
 * A process that opens a server with the options in its first argument, says how it went in one line of JSON, and
 * closes the server when its input ends. With the second argument `exit` it ends at once without closing.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as OpenOptions
try {
  const server = await openEmbedded(options)
  const { owner, firstStart } = server
  console.log(JSON.stringify({ owner, firstStart, url: server.url('postgres') }))
  if (process.argv[3] === 'exit') process.exit(3)
  for await (const _ of process.stdin);
  await server.close()
} catch (error) {
  console.log(
    JSON.stringify({ refused: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }),
  )
}
