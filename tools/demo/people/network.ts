import type { DemoRandom } from '../random.ts'

/** Returns an IPv4 or IPv6 address of the ranges that are reserved for documentation. */
export function madeUpIp(random: DemoRandom): string {
  if (random.chance(0.15)) {
    return `2001:db8:${random.whole(1, 65_535).toString(16)}::${random.whole(1, 65_535).toString(16)}`
  }
  return `${random.pick(['192.0.2', '203.0.113'])}.${random.whole(1, 254)}`
}

/** Returns the address of a desk in the call center. */
export function deskIp(random: DemoRandom): string {
  return `198.51.100.${random.whole(10, 60)}`
}

const userAgents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:142.0) Gecko/20100101 Firefox/142.0',
] as const

export function madeUpUserAgent(random: DemoRandom): string {
  return random.pick(userAgents)
}

/** Returns a UUID of the version that is random. */
export function madeUpUuid(random: DemoRandom): string {
  const hex = (count: number) => {
    let text = ''
    while (text.length < count) text += random.whole(0, 15).toString(16)
    return text
  }
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${random.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`
}
