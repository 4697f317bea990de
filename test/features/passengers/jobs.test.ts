import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passengersSample } from '../../../src/features/passengers/index.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { finished, JOBS, submitted, until } from '../jobs/follow.ts'

const HEADER = 'ticket,name,pclass,survived,sex'
const folder = mkdtempSync(join(tmpdir(), 'imports-'))

let test: TestApp
beforeAll(async () => {
  const inside = join(folder, 'inside')
  mkdirSync(inside)
  writeFileSync(join(inside, 'list.csv'), `${HEADER}\nF-1,Ann,1,1,f\n`)
  writeFileSync(join(folder, 'secret.csv'), `${HEADER}\nF-2,Eve,1,1,f\n`)
  symlinkSync(join(folder, 'secret.csv'), join(inside, 'link.csv'))
  test = await startTestApp({ IMPORT_PATH: inside }, { jobTypes: [], withOwnJobTypes: true })
  await passengersSample(test.dependencies.data).load()
})
afterAll(() => test.close())

async function run(jobType: string, inputData: object) {
  const { jobId } = await submitted(test.app, jobType, inputData)
  return until(test.app, jobId, finished)
}

const upload = (payload: string, query = '') =>
  test.app.inject({
    method: 'POST',
    url: `/api/v1/imports/passengers${query}`,
    payload,
    headers: { 'content-type': 'text/csv' },
  })

describe('a passenger job', () => {
  it('of the analysis ends with a result that the passenger has as well', async () => {
    const job = await run('passenger_analysis', { passengerId: 'A/5 21171' })
    expect(job).toMatchObject({ status: 'COMPLETED', progress: { percent: 100 }, error: null })
    const { passengerId, ...analysis } = job.result ?? {}
    expect(passengerId).toBe('A/5 21171')
    const passenger = await test.app.inject(`/api/v1/passengers/${encodeURIComponent('A/5 21171')}`)
    expect(passenger.json()).toMatchObject({ analysis })
  })

  it('of the analysis of nobody fails for good, and says so', async () => {
    const job = await run('passenger_analysis', { passengerId: 'nobody' })
    expect(job).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      error: { detail: 'Passenger not found: nobody' },
    })
  })

  it('of the export writes a file that can be fetched and imported again', async () => {
    for (const format of ['csv', 'jsonl']) {
      const job = await run('passenger_export', { format })
      expect(job).toMatchObject({ status: 'COMPLETED', result: { format } })
      const { file, bytes, rows } = job.result as { file: string; bytes: number; rows: number }
      const answer = await test.app.inject(file)
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-disposition']).toContain('attachment')
      expect(answer.rawPayload.length).toBe(bytes)
      expect(answer.payload.trimEnd().split('\n')).toHaveLength(format === 'csv' ? rows + 1 : rows)
      if (format === 'jsonl') continue
      const again = await upload(answer.payload)
      expect(again.statusCode).toBe(202)
      const imported = await until(test.app, again.json<{ jobId: string }>().jobId, finished)
      expect(imported.result).toMatchObject({ read: rows, stored: rows, replaced: rows, refused: 0 })
    }
  })

  it('of an upload names the rows that it refused', async () => {
    const answer = await upload(`${HEADER}\nU-1,Ann,1,1,f\nU-2,Bob,9,1,m\nU-3,Cid,2,0,m\n`)
    expect(answer.headers.location).toBe(`${JOBS}/${answer.json<{ jobId: string }>().jobId}`)
    const job = await until(test.app, answer.json<{ jobId: string }>().jobId, finished)
    expect(job.result).toMatchObject({ read: 3, stored: 2, refused: 1, refusedRows: [{ row: 3 }] })
    expect((await test.app.inject('/api/v1/passengers/U-3')).statusCode).toBe(200)
  })

  it.each([
    ['no passenger list at all', 'a,b\n1,2\n', '', /no passenger list|not a passenger list/],
    ['a bad row, where strictness was asked for', `${HEADER}\nS-1,Ann,9,1,f\n`, '?strict=true', /Row 2/],
  ])('of an upload with %s fails for good, and says so', async (_, text, query, reason) => {
    const { jobId } = (await upload(text, query)).json<{ jobId: string }>()
    const job = await until(test.app, jobId, finished)
    expect(job).toMatchObject({ status: 'FAILED', attempts: 1 })
    expect(job.error?.detail).toMatch(reason)
  })

  it('imports a file of the import folder, and nothing outside it', async () => {
    expect(await run('passenger_import', { path: 'list.csv' })).toMatchObject({
      status: 'COMPLETED',
      result: { stored: 1 },
    })
    for (const path of ['../secret.csv', 'link.csv', '/etc/passwd', 'nowhere.csv', '.']) {
      expect(await run('passenger_import', { path }), path).toMatchObject({ status: 'FAILED', attempts: 1 })
    }
    expect((await test.app.inject('/api/v1/passengers/F-2')).statusCode).toBe(404)
  })

  it.each([
    ['passenger_analysis', {}],
    ['passenger_analysis', { passengerId: 7 }],
    ['passenger_import', {}],
    ['passenger_import', { upload: '../x.csv' }],
    ['passenger_import', { path: 'list.csv', upload: 'imports/x.csv' }],
    ['passenger_export', { format: 'xml' }],
    ['passenger_dance', {}],
  ])('%s with %j is refused at submit', async (jobType, inputData) => {
    const answer = await test.app.inject({ method: 'POST', url: JOBS, payload: { jobType, inputData } })
    expect(answer.statusCode).toBe(400)
  })
})
