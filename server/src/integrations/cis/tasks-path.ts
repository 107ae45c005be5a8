/** The stand-in's address for tasks, on loopback. */
export const tasksPath = '/tasks'
