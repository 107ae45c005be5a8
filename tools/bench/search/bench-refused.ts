/** An error of the bench's arguments. Its message is shown without a stack trace. */
export class BenchRefused extends Error {}
