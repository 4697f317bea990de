import { createLogStream } from './plugins/log-stream.ts'
import { pino, type Logger, type LevelWithSilent } from 'pino'

/** JSON lines for machines; readable ones on a terminal. */
export async function createLogger(level: LevelWithSilent): Promise<Logger> {
  const options = { level, timestamp: pino.stdTimeFunctions.isoTime }
  if (!process.stdout.isTTY) return pino(options, createLogStream())
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }))
}
