import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export type Disk = {
  /** Fills the remaining space. */
  fill(): void
  clear(): void
  remove(): void
}

/** Mounts a small disk on a folder, so that it can be filled. Returns null if this user has no right to mount. */
export function mountDisk(folder: string, megabytes: number): Disk | null {
  const options = `size=${megabytes}m,mode=0755`
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' })
  if (mounted.status !== 0) return null
  const ballast = path.join(folder, 'ballast')
  return {
    fill: () => {
      for (let megabyte = 16; megabyte >= 0; megabyte = megabyte > 1 ? megabyte >> 1 : megabyte - 1) {
        const size = megabyte === 0 ? 4096 : megabyte * 1_048_576
        while (statfsSync(folder).bavail * statfsSync(folder).bsize >= size) {
          try {
            writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
          } catch {
            return
          }
        }
      }
    },
    clear: () => rmSync(ballast, { force: true }),
    remove: () => {
      spawnSync('umount', ['-l', folder], { stdio: 'ignore' })
    },
  }
}
