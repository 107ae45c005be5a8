/** What the benchmark uses of autocannon, which has no types of its own. */
declare module 'autocannon' {
  type Options = {
    url: string
    amount: number
    connections: number
    headers?: Record<string, string | undefined>
  }
  type Result = {
    errors: number
    non2xx: number
    /** Seconds. */
    duration: number
    /** Milliseconds. */
    latency: { p50: number; p99: number }
    /** Bytes. */
    throughput: { total: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}
