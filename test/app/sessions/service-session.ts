import { long, type Session } from './session.ts'

const PATHS = ['/health/live', '/health/ready', '/version']

export const serviceSession: Session = {
  operations: ['getLiveness', 'getReadiness', 'getVersion'],
  requests: () =>
    Promise.resolve(PATHS.flatMap((path) => ['', '?x=1', long].map((query) => ({ url: path + query })))),
}
