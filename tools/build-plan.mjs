import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { deskWords } from './desk-words.mjs'

/** Our own workspaces are TypeScript and go into the bundle; what npm installed stays outside. */
const packages = (project) => ({
  name: 'packages',
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, ({ path: name, kind }) => {
      if (kind === 'entry-point' || path.isAbsolute(name)) return undefined
      const [, workspace, rest] = /^@porchlight\/([^/]+)\/(.+)$/.exec(name) ?? []
      return workspace ? { path: path.join(project, workspace, 'src', rest) } : { path: name, external: true }
    })
  },
})

/** The desk's words of one language only: each reader's bundle has their own. Those of later screens come with these. */
const wordsOf = (locale, split) => ({
  name: 'words',
  setup(build) {
    const words = split().then((byLocale) => byLocale[locale])
    const inModule = (name, value) => ({ contents: `export const ${name} = ${JSON.stringify(value)}` })
    build.onLoad({ filter: /locales[\\/]src[\\/]files\.generated\.ts$/ }, async () =>
      inModule('files', { en: {}, es: {}, [locale]: { words: { desk: (await words).first } } }),
    )
    build.onLoad({ filter: /app[\\/]later-words\.ts$/ }, async () =>
      inModule('laterWords', { [locale]: (await words).later }),
    )
  },
})

const filesIn = (folder, pattern) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => pattern.test(name))
        .map((name) => path.join(folder, name))
    : []

const nameOf = (file) => path.basename(file).replace(/(\.island)?\.\w+$/, '')
const named = (files) => Object.fromEntries(files.map((file) => [nameOf(file), file]))

const inChunks = { splitting: true, chunkNames: 'chunks/[name]-[hash]' }

/** Returns esbuild's options for the processes and for what browsers load. Leaves out entries that do not exist. */
export function buildPlan(project) {
  const at = (name) => path.join(project, name)
  const common = { absWorkingDir: project, bundle: true, format: 'esm', write: false, legalComments: 'none' }
  const jsx = { jsx: 'automatic', jsxImportSource: 'preact' }
  const commands = filesIn(at('tools/commands'), /(?<!\.test)\.ts$/)
  const processes = {
    ...common,
    ...jsx,
    entryPoints: {
      server: at('server/src/main.ts'),
      demo: at('tools/demo/start-demo.ts'),
      'stand-ins': at('server/src/integrations/stand-ins.ts'),
      ...Object.fromEntries(commands.map((file) => [`commands/${nameOf(file)}`, file])),
    },
    outdir: at('dist'),
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node20',
    // A module that is imported dynamically is a chunk, which Node reads when it is needed.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    sourcemap: true,
    plugins: [packages(project)],
  }
  const sheets = ['portal', 'desk', 'plain'].map((name) => at(`ui/src/styles/${name}.css`)).filter(existsSync)
  const desk = [at('desk/src/main.tsx')].filter(existsSync)
  const locales = readdirSync(at('locales')).filter((name) => /^[a-z]{2}$/.test(name))
  let deskSplit
  const split = () => (deskSplit ??= deskWords(project, locales))
  const islands = filesIn(at('portal/src/features'), /\.island\.tsx?$/)
  const browser = {
    ...common,
    ...jsx,
    outdir: at('dist/assets'),
    minify: true,
    target: ['es2022', 'safari16.4'],
  }
  return [
    processes,
    { ...browser, entryPoints: named(sheets) },
    ...[
      // Screens that no support call starts with are chunks of their own (desk/src/app/later-screen.tsx).
      ...desk.flatMap((file) =>
        locales.map((locale) => [{ [`desk.${locale}`]: file }, [wordsOf(locale, split)], inChunks]),
      ),
      [named(islands), [], {}],
    ]
      .filter(([entries]) => Object.keys(entries).length > 0)
      .map(([entryPoints, plugins, more]) => ({
        ...browser,
        ...more,
        entryPoints,
        plugins,
        define: { 'process.env.NODE_ENV': '"production"' },
      })),
    {
      ...common,
      entryPoints: filesIn(at('ui/src'), /^[\w-]+\.svg$/),
      outdir: at('dist/assets'),
      loader: { '.svg': 'copy' },
    },
  ]
}
