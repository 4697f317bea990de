/** The names under which an emulator of this machine can be reached. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

export const isLoopback = (endpoint: string): boolean => LOOPBACK.has(new URL(endpoint).hostname)
