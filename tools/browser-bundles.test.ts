import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { buildPlan } from './build-plan.mjs'

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

test('no bundle of a browser has the schema library, whose eval the content security policy refuses', async () => {
  const bundles = buildPlan(project).filter(
    ({ outdir, platform }) => platform !== 'node' && outdir.endsWith('assets'),
  )
  const inputs = await Promise.all(
    bundles.map(async (options) => {
      const { metafile } = await build({ ...options, metafile: true, write: false })
      return Object.values(metafile.outputs).flatMap((output) =>
        Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) =>
          bytesInOutput > 0 ? [file] : [],
        ),
      )
    }),
  )
  const files = inputs.flat()
  expect(files).toContain('desk/src/main.tsx')
  expect(files.filter((file) => file.includes('node_modules/zod/'))).toEqual([])
})
