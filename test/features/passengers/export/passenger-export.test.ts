import { describe, expect, it } from 'vitest'
import { exportPassengers } from '../../../../src/features/passengers/export/passenger-export.ts'
import { importPassengers } from '../../../../src/features/passengers/import/passenger-import.ts'
import { passengersTable } from '../../../../src/features/passengers/model/passenger-table.ts'
import { PassengerDataService } from '../../../../src/features/passengers/service/passenger-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'
import { aPassenger } from '../../../support/passengers.ts'

const serviceOfNobody = async () => new PassengerDataService(await memoryContext(passengersTable))

const AWKWARD = [
  { id: 'A/5 1', name: 'Braund, Mr. "Owen"', fare: 7.25, age: 0.9167 },
  { id: 'A/5 1/2', name: ' led and trailed ', homeDest: 'Wien,\nÖsterreich', cabin: 'B5 B7' },
  { id: '?1', name: '=SUM(A1)', body: 135, boat: '3' },
]

async function exported(service: PassengerDataService, format: 'csv' | 'jsonl'): Promise<string> {
  let text = ''
  for await (const part of exportPassengers(service, format, () => undefined)) text += part
  return text
}

describe('an export', () => {
  it('as CSV, imported elsewhere, gives the same passengers with the same ids', async () => {
    const service = await serviceOfNobody()
    for (const person of AWKWARD) await service.save({ ...aPassenger({ ticket: 'A/5 1' }), ...person })
    const text = await exported(service, 'csv')
    expect(text.split('\n')[0]).toBe(
      'id,pclass,survived,name,sex,age,sibsp,parch,ticket,fare,cabin,embarked,boat,body,home.dest',
    )
    const other = await serviceOfNobody()
    expect(await importPassengers(other, text)).toMatchObject({ stored: 3, refused: [] })
    const withoutVersion = async (from: PassengerDataService) =>
      (await from.list()).items
        .map(({ version: _version, name, ...rest }) => ({ ...rest, name: name.trim() }))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(await withoutVersion(other)).toEqual(await withoutVersion(service))
  })

  it('as JSON Lines has one object a line, with null for what is not known', async () => {
    const service = await serviceOfNobody()
    await service.save({ ...aPassenger({ ticket: 'T' }), id: 'T' })
    const lines = (await exported(service, 'jsonl')).trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ id: 'T', ticket: 'T', age: null, analysis: null })
  })

  it('of an empty table is a header, or nothing', async () => {
    const service = await serviceOfNobody()
    expect((await exported(service, 'csv')).split('\n')).toHaveLength(2)
    expect(await exported(service, 'jsonl')).toBe('')
  })

  it('goes through every page', async () => {
    const service = await serviceOfNobody()
    const ids = Array.from({ length: 1203 }, (_, index) => `T${index}`)
    await service.batchWrite(ids.map((id) => service.prepare({ ...aPassenger({ ticket: id }), id })))
    const counts: number[] = []
    let text = ''
    for await (const part of exportPassengers(service, 'csv', (rows) => counts.push(rows))) text += part
    expect(counts).toEqual([500, 1000, 1203])
    const found = text.trimEnd().split('\n').slice(1)
    expect(new Set(found.map((line) => line.split(',')[0]))).toEqual(new Set(ids))
  })
})

describe('an import with ids', () => {
  it('refuses a row with the id of an earlier one, and stores the rest', async () => {
    const service = await serviceOfNobody()
    const text = 'id,ticket,name,pclass,survived,sex\na,T,Ann,1,1,f\na,T,Eve,1,1,f\nb,T,Bob,2,0,m\n'
    expect(await importPassengers(service, text)).toMatchObject({
      stored: 2,
      refused: [{ row: 3, reason: 'has the id of an earlier row: a' }],
    })
    expect(await service.get('a')).toMatchObject({ name: 'Ann' })
  })

  it('ends after a batch when it is told to', async () => {
    const service = await serviceOfNobody()
    const rows = Array.from({ length: 250 }, (_, index) => `T${index},Ann,1,1,f`)
    const stop = new AbortController()
    const run = importPassengers(service, ['ticket,name,pclass,survived,sex', ...rows].join('\n'), {
      signal: stop.signal,
      onProgress: ({ stored }) => {
        if (stored === 100) stop.abort()
      },
    })
    await expect(run).rejects.toThrow('aborted')
    expect(await service.count()).toBe(100)
  })
})
