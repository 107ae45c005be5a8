import { startWitnessStandIn } from '#integrations/witness/stand-in.ts'

/** The witness in a process of its own: says its port and its public key. */
const [file = '', keysFile = ''] = process.argv.slice(2)
const { port, vkey } = await startWitnessStandIn({
  publicUrl: 'http://witness.localhost:8080',
  file,
  keysFile,
})
process.send?.({ port, vkey })
