/** Where the stand-in is told of tasks, on loopback. */
export const tasksPath = '/tasks'
