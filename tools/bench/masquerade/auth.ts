import { betterAuth } from 'better-auth'
import { admin } from 'better-auth/plugins'
import { Pool } from 'pg'

export const authOrigin = 'http://auth.localhost'

/** better-auth with its admin plugin. Limits of rates are off: a benchmark is more than anybody clicks. */
export const authOver = (connectionString: string) =>
  betterAuth({
    baseURL: authOrigin,
    secret: 'a secret of the benchmark, of 32 letters or more',
    database: new Pool({ connectionString, max: 10 }),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [admin()],
  })
