import { build } from './build.mjs'

/** `npm start`: bundles what changed, then becomes the server, so that Ctrl-C reaches one process. */
await build()
const { main } = await import('../dist/server.mjs')
await main(process.env, async (...args) => (await import('../dist/demo.mjs')).startDemo(...args))
