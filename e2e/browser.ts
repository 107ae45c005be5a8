import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { untar } from './untar.ts'

/** What Playwright's `launchOptions` needs to start the browser. `env` is the whole environment, not an addition. */
export type Browser = { executablePath: string; env: Record<string, string>; args: string[] }

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const PACKAGE = join(PROJECT, 'node_modules/@sparticuz/chromium')
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

// Only the bundled fonts, so that a screenshot is the same on every machine; relative, so that the folder may move.
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/**
 * Returns the Chromium of the browser tests: the one that PORCHLIGHT_CHROMIUM names, else the one inside `@sparticuz/chromium`
 * (Linux on x64, unpacked once into `.cache`), else an installed one. Throws if there is none.
 */
export async function chromiumPath(): Promise<Browser> {
  const named = process.env.PORCHLIGHT_CHROMIUM
  if (named) {
    if (!existsSync(named)) throw new Error(`PORCHLIGHT_CHROMIUM names ${named}, which is not there`)
    return installed(named)
  }
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(join(PACKAGE, 'bin')))
    return bundled()
  const installedPath = INSTALLED.find((path) => existsSync(path))
  if (installedPath) return installed(installedPath)
  throw new Error('No Chromium for the browser tests: install one, or name it in PORCHLIGHT_CHROMIUM')
}

function installed(executablePath: string): Browser {
  return { executablePath, env: environment(), args: sandboxArgs() }
}

async function bundled(): Promise<Browser> {
  const folder = join(PROJECT, '.cache', `chromium-${packageVersion()}`)
  if (!existsSync(folder)) await unpack(folder)
  const env = environment()
  const libraries = [join(folder, 'lib'), folder, env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...env,
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_PATH: folder,
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    // Nothing draws with WebGL. A graphics process that imitates a graphics card took two fifths of the journeys' CPU time.
    args: [...sandboxArgs(), '--disable-gpu', '--font-render-hinting=none'],
  }
}

/** Unpacks beside the folder and renames, so that the folder is complete or missing, even if another process unpacks too. */
async function unpack(folder: string): Promise<void> {
  await mkdir(join(folder, '..'), { recursive: true })
  const temporary = await mkdtemp(`${folder}.unpacking-`)
  try {
    await Promise.all([
      brotli('chromium.br').then((file) => writeFile(join(temporary, 'chromium'), file, { mode: 0o755 })),
      ...['al2023', 'swiftshader', 'fonts'].map(async (name) =>
        untar(await brotli(`${name}.tar.br`), temporary),
      ),
    ])
    await writeFile(join(temporary, 'fonts.conf'), FONTS_CONF)
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

async function brotli(file: string): Promise<Buffer> {
  return promisify(brotliDecompress)(await readFile(join(PACKAGE, 'bin', file)))
}

function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
  return manifest.version
}

// Chromium's own sandbox refuses to start as root, which is what a container's user usually is.
function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
