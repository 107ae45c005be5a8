/** One process of a server that has better-auth alone, as its documentation sets it up, over a database of its own. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { toNodeHandler } from 'better-auth/node'
import { answerCpu } from './answer-cpu.ts'
import { authOver } from './auth.ts'

const server = http.createServer(toNodeHandler(authOver(process.argv[2] ?? '')))
server.listen(0, '127.0.0.1', () => answerCpu((server.address() as AddressInfo).port))
