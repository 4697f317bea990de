import { createLogStream } from './plugins/log-stream.ts'
import { pino, type Logger, type LevelWithSilent } from 'pino'

/** For pino: the name of the level, in capitals, which metric filters look for. */
export const LEVELS = { level: (label: string) => ({ level: label.toUpperCase() }) }

/**
 * JSON lines for machines; readable ones on a terminal. A process that is frozen after each piece of work, as a Lambda
 * function is, writes each line at once.
 */
export async function createLogger(
  level: LevelWithSilent,
  { isFrozenAfterwards = false } = {},
): Promise<Logger> {
  const options = { level, timestamp: isoTime, formatters: LEVELS }
  if (isFrozenAfterwards) return pino(options, pino.destination({ fd: process.stdout.fd, sync: true }))
  if (!process.stdout.isTTY) return pino(options, createLogStream())
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }))
}

let second = 0
let prefix = ''

/** The time of a line. All but the milliseconds is made once a second. */
function isoTime(): string {
  const now = Date.now()
  const milliseconds = now % 1000
  if (now - milliseconds !== second) {
    second = now - milliseconds
    prefix = `,"time":"${new Date(second).toISOString().slice(0, 20)}`
  }
  return `${prefix}${String(milliseconds).padStart(3, '0')}Z"`
}
