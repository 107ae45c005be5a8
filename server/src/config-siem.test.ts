import { expect, test } from 'vitest'
import { siemOf } from './config-siem.ts'

const http = (url: string, authorization?: string) => ({ kind: 'http', url, authorization })
const syslog = (host: string, port: number, isTls = true) => ({
  kind: 'syslog',
  host,
  port,
  isTls,
  ca: undefined,
})

test.each([
  [{}, undefined],
  [
    { PORCHLIGHT_SIEM_URL: 'https://siem.utility.example/events' },
    { collector: http('https://siem.utility.example/events'), hasValues: false, from: 'beginning' },
  ],
  [
    {
      PORCHLIGHT_SIEM_URL: 'http://127.0.0.1:8088/raw',
      PORCHLIGHT_SIEM_AUTHORIZATION: 'Splunk 1234',
      PORCHLIGHT_SIEM_VALUES: 'on',
      PORCHLIGHT_SIEM_FROM: 'now',
    },
    { collector: http('http://127.0.0.1:8088/raw', 'Splunk 1234'), hasValues: true, from: 'now' },
  ],
  [
    { PORCHLIGHT_SIEM_URL: 'syslog+tls://siem.utility.example' },
    { collector: syslog('siem.utility.example', 6514), hasValues: false, from: 'beginning' },
  ],
  [
    { PORCHLIGHT_SIEM_URL: 'syslog+tls://[2001:db8::5]:1514' },
    { collector: syslog('2001:db8::5', 1514), hasValues: false, from: 'beginning' },
  ],
  [
    { PORCHLIGHT_SIEM_URL: 'syslog+tcp://127.0.0.1:601' },
    { collector: syslog('127.0.0.1', 601, false), hasValues: false, from: 'beginning' },
  ],
  [
    { PORCHLIGHT_SIEM_URL: 'syslog+tcp://127.0.0.1:601', PORCHLIGHT_SIEM_FORMAT: 'cef' },
    { collector: { ...syslog('127.0.0.1', 601, false), format: 'cef' }, hasValues: false, from: 'beginning' },
  ],
])('reads %o', (env, settings) => {
  expect(siemOf(env)).toEqual(settings)
})

test.each([
  [{ PORCHLIGHT_SIEM_URL: 'http://siem.utility.example/events' }, /https address/],
  [{ PORCHLIGHT_SIEM_URL: 'syslog+tcp://siem.utility.example:601' }, /this machine only/],
  [{ PORCHLIGHT_SIEM_URL: 'syslog+tls://siem.utility.example:70000' }, /syslog\+tls/],
  [{ PORCHLIGHT_SIEM_URL: 'syslog+udp://127.0.0.1' }, /syslog\+tls/],
  [{ PORCHLIGHT_SIEM_URL: 'syslog+tls://a.example', PORCHLIGHT_SIEM_FORMAT: 'leef' }, /must be ocsf or cef/],
  [{ PORCHLIGHT_SIEM_URL: 'https://a.example', PORCHLIGHT_SIEM_FORMAT: 'cef' }, /is for syslog/],
  [{ PORCHLIGHT_SIEM_URL: 'syslog+tls://a.example', PORCHLIGHT_SIEM_AUTHORIZATION: 'x' }, /no such header/],
  [{ PORCHLIGHT_SIEM_URL: 'https://a.example/x', PORCHLIGHT_SIEM_CA: '/x' }, /NODE_EXTRA_CA_CERTS/],
  [{ PORCHLIGHT_SIEM_URL: 'syslog+tls://a.example', PORCHLIGHT_SIEM_CA: '/not/there' }, /cannot be read/],
  [{ PORCHLIGHT_SIEM_URL: 'https://a.example/x', PORCHLIGHT_SIEM_FROM: 'yesterday' }, /beginning/],
  [{ PORCHLIGHT_SIEM_VALUES: 'on' }, /PORCHLIGHT_SIEM_URL is not/],
])('refuses %o', (env, sentence) => {
  expect(() => siemOf(env)).toThrow(sentence)
})
