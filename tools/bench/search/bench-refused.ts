/** What was asked for cannot be done: a sentence for whoever asked, without a trace. */
export class BenchRefused extends Error {}
