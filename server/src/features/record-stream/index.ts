export { type Collector, type StreamSettings, type SyslogFormat, syslogFormats } from './settings.ts'
