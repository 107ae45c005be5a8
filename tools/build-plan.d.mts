import type { BuildOptions } from 'esbuild'

export function buildPlan(project: string): (BuildOptions & { outdir: string })[]
