import type { HttpServer } from '../../../src/http-server.ts'
import { JOBS, submitted } from '../../features/jobs/follow.ts'
import { csv, long, type Request, type Session, tooLong, xml } from './session.ts'

/** On an app that knows the job type `sum` and does no job. */
export const jobSession: Session = {
  operations: ['cancelJob', 'getJob', 'listJobs', 'streamJobEvents', 'submitJob'],
  beyondClients: { submitJob: ['409'] },
  requests,
}

async function requests(app: HttpServer): Promise<readonly Request[]> {
  const { jobId } = await submitted(app, 'sum', { numbers: [1] })
  const [one, nobody, stream] = [`${JOBS}/${jobId}`, `${JOBS}/nobody`, `/api/v1/sse/jobs/${jobId}`]
  const post = (payload: object) => ({ method: 'POST', url: JOBS, payload }) as const
  const cancel = (url = one) => ({ method: 'POST', url: `${url}/cancel` }) as const
  const inputData = { numbers: [1, 2] }
  const key = { 'idempotency-key': 'session' }
  const large = { inputData: { note: tooLong } }
  return [
    post({ inputData }),
    { ...post({ inputData }), headers: key },
    { ...post({ inputData }), headers: key },
    { ...post({ inputData: { numbers: [3] } }), headers: key },
    post({ inputData: {} }),
    post(large),
    { ...post({ inputData }), headers: xml },
    { method: 'POST', url: JOBS, headers: csv, payload: 'a' },
    { ...post({ inputData }), url: JOBS + long },
    { url: JOBS },
    { url: `${JOBS}?status=PENDING&limit=1` },
    { url: `${JOBS}?status=RUNNING` },
    { url: JOBS, headers: xml },
    { url: JOBS + long },
    { url: one },
    { url: one, headers: { 'if-none-match': '"1"' } },
    { url: nobody },
    { url: `${one}?x=1` },
    { url: one, headers: xml },
    { url: one + long },
    { ...cancel(), headers: csv, payload: 'a' },
    { ...cancel(), payload: large },
    { ...cancel(), headers: xml },
    { method: 'POST', url: `${one}/cancel?x=1` },
    { method: 'POST', url: `${one}/cancel${long}` },
    cancel(),
    cancel(),
    cancel(nobody),
    { url: stream },
    { url: stream, headers: { 'last-event-id': '2' } },
    { url: stream, headers: { 'last-event-id': 'x' } },
    { url: '/api/v1/sse/jobs/nobody' },
    { url: stream, headers: xml },
    { url: stream + long },
  ]
}
