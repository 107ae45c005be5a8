/** One application process of the product, over the benchmark's database. */
import { serveProduct } from '../bench-app.ts'
import { answerCpu } from './answer-cpu.ts'

const { port } = await serveProduct(process.argv[2] ?? '')
answerCpu(port)
