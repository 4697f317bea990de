import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadSamples } from '../../../../src/common/data/sample.ts'
import { passengersTable } from '../../../../src/features/passengers/model/passenger-table.ts'
import { readHeader, readRow } from '../../../../src/features/passengers/import/passenger-csv.ts'
import { importPassengers } from '../../../../src/features/passengers/import/passenger-import.ts'
import { passengersSample } from '../../../../src/features/passengers/index.ts'
import { PassengerDataService } from '../../../../src/features/passengers/service/passenger-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'

const HEADER = ['survived', 'pclass', 'name', 'sex', 'age', 'ticket', 'fare', 'body']
const columns = readHeader(HEADER)
const row = (age: string, fare: string, body: string) =>
  readRow(['1', '1', 'Allen', 'female', age, '24160', fare, body], columns)

describe('a row', () => {
  it.each(['?', '', ' ', ' ? '])('with the age %j has no age', (age) => {
    expect(row(age, '50.0', '')).not.toHaveProperty('age')
  })

  it.each([
    ['30', 30],
    ['0.9167', 0.9167],
    ['28.50', 28.5],
    ['.5', 0.5],
    ['1e1', 10],
  ])('with the age %s is %d years old', (text, age) => {
    expect(row(text, '', '').age).toBe(age)
  })

  it('reads 50.0 as 50, and 135.0 as the number of a body', () => {
    expect(row('', '50.0', '135.0')).toMatchObject({ fare: 50, body: 135 })
  })

  it.each(['abc', '0x10', '1,5', '--1', '1.2.3', 'NaN', 'Infinity', '12 years'])(
    'with the age %j names it',
    (age) => {
      expect(() => row(age, '', '')).toThrow(`age is not a number: ${age}`)
    },
  )

  it('with too few cells says how many', () => {
    expect(() => readRow(['1'], columns)).toThrow('has 1 cells where the header has 8')
  })
})

describe('the header', () => {
  it.each([
    ['home.dest', 'homeDest'],
    ['SibSp', 'sibsp'],
    ['PassengerId', undefined],
    ['Anything else', undefined],
  ])('%s is %s', (cell, attribute) => {
    expect(readHeader([...HEADER, cell]).at(-1)).toBe(attribute)
  })

  it('without a required column names what is missing', () => {
    expect(() => readHeader(['name', 'sex'])).toThrow('the header has no ticket, pclass, survived')
  })

  it('with a column twice names it', () => {
    expect(() => readHeader([...HEADER, 'Age'])).toThrow('column age twice')
  })
})

describe('an import', () => {
  let service: PassengerDataService
  beforeEach(async () => {
    service = new PassengerDataService(await memoryContext(passengersTable))
  })
  const text = (...lines: readonly string[]) => [HEADER.join(','), ...lines].join('\n')
  const line = (ticket: string, name = 'Allen') => `1,1,${name},female,29,${ticket},7.25,`

  it('numbers the travellers on a ticket in the order of the file', async () => {
    await importPassengers(
      service,
      text(line('A', 'One'), line('B', 'Two'), line('A', 'Three'), line('A', 'Four')),
    )
    const { items } = await service.list()
    expect(items.map(({ id, name }) => [id, name])).toEqual(
      expect.arrayContaining([
        ['A', 'One'],
        ['B', 'Two'],
        ['A/2', 'Three'],
        ['A/3', 'Four'],
      ]),
    )
  })

  it('keeps the place of a refused row, so that mending it later shifts nobody', async () => {
    await importPassengers(service, text(line('A', 'One'), '1,9,Bad,female,29,A,7.25,', line('A', 'Three')))
    expect((await service.get('A/3'))?.name).toBe('Three')
    expect(await service.get('A/2')).toBeNull()
  })

  it('of the same text again replaces everyone, whatever number of batches it takes', async () => {
    const csv = text(...Array.from({ length: 250 }, (_, index) => line(`T${index % 90}`)))
    expect(await importPassengers(service, csv)).toMatchObject({
      read: 250,
      stored: 250,
      replaced: 0,
      refused: [],
    })
    expect(await importPassengers(service, csv)).toMatchObject({ read: 250, stored: 250, replaced: 250 })
    expect(await service.count()).toBe(250)
  })

  it('reads a stream cut anywhere, also within a letter or a line end', async () => {
    const csv = Buffer.from(
      `\ufeff${text(line('A', 'Müller'), line('B', '"Sjöblom, ""Anna"""'))}`.replaceAll('\n', '\r\n'),
    )
    const bytes = Readable.from([...csv].map((byte) => Buffer.from([byte])))
    expect(await importPassengers(service, bytes)).toMatchObject({ stored: 2, refused: [] })
    expect((await service.get('A'))?.name).toBe('Müller')
    expect((await service.get('B'))?.name).toBe('Sjöblom, "Anna"')
  })

  it.each(['\n', '\r\n', '\r'])(
    'numbers the rows after a quoted line break by their lines, with %j',
    async (end) => {
      const csv = text(line('A', '"Two\nlines"'), '', line('B'), 'bad', line('C')).replaceAll('\n', end)
      const { refused, stored } = await importPassengers(service, csv)
      expect(refused.map(({ row }) => row)).toEqual([2, 6])
      expect(refused[1]?.reason).toBe('has 1 cells where the header has 8')
      expect(stored).toBe(2)
    },
  )

  it.each([
    ['a quote that is never closed', '1,1,Allen,female,29,X,7.25,"1', 'has text after a closing quote'],
    ['text after a closing quote', line('X', '"Allen" Bess'), 'has text after a closing quote'],
    [
      'quotes inside a cell',
      line('X', 'Ann "B" C'),
      'has a quote inside a cell that does not begin with one',
    ],
    [
      'one quote inside a cell',
      line('X', '5" gun'),
      'has a quote inside a cell that does not begin with one',
    ],
    ['70,000 characters', line('X', 'x'.repeat(70_000)), 'is longer than 65536 characters'],
  ])('refuses a row with %s by its line, and keeps all others', async (_, bad, reason) => {
    const csv = text(line('A', '"Allen, Bess"'), bad, line('C'), line('D', '"Daly, ""Eugene"""'))
    const { refused } = await importPassengers(service, csv)
    expect(refused).toEqual([{ row: 3, reason }])
    const { items } = await service.list()
    expect(items.map(({ id }) => id).sort()).toEqual(['A', 'C', 'D'])
  })

  it('refuses a last row with a quote that is never closed', async () => {
    const { refused, stored } = await importPassengers(service, text(line('A'), line('B', '"Open')))
    expect(refused).toEqual([{ row: 3, reason: 'has a quote that is not closed' }])
    expect(stored).toBe(1)
  })

  it('gives up an open quote after 65,536 characters, and reads what follows it row by row', async () => {
    const others = Array.from({ length: 3000 }, (_, index) => line(`T${index}`))
    const { refused, stored } = await importPassengers(service, text(line('A', '"Open'), ...others))
    expect(refused).toEqual([{ row: 2, reason: 'has a quote that is not closed' }])
    expect(stored).toBe(3000)
  })

  it.each([
    ['nothing', '', 'The file is empty: a header row is expected'],
    ['empty lines', '\n\r\n\n', 'The file is empty: a header row is expected'],
    ['a byte order mark', '\ufeff', 'The file is empty: a header row is expected'],
    ['semicolons for commas', HEADER.join(';'), 'This is not a passenger list: the header has no ticket'],
    [
      'zeros',
      '\0'.repeat(300_000),
      'This is not a passenger list: the header is longer than 65536 characters',
    ],
    ['an open quote', `"${HEADER.join(',')}`, 'This is not a passenger list: the header has a quote'],
  ])('refuses a file of %s', async (_, csv, message) => {
    await expect(importPassengers(service, csv)).rejects.toThrow(message)
    expect(await service.count()).toBe(0)
  })

  it('takes a last line with an end and without, and a header alone', async () => {
    expect(await importPassengers(service, text(line('A')))).toMatchObject({ read: 1, stored: 1 })
    expect(await importPassengers(service, `${text(line('A'))}\n`)).toMatchObject({ read: 1, stored: 1 })
    expect(await importPassengers(service, text())).toMatchObject({ read: 0, stored: 0, refused: [] })
  })

  it('tells of its progress after every batch', async () => {
    const seen: number[] = []
    const csv = text(...Array.from({ length: 250 }, (_, index) => line(`T${index}`)))
    await importPassengers(service, csv, { onProgress: ({ stored }) => seen.push(stored) })
    expect(seen).toEqual([100, 200, 250])
  })

  it('passes a failure of its input on', async () => {
    const rows = text(...Array.from({ length: 150 }, (_, index) => line(`T${index}`)))
    const broken = Readable.from(
      (async function* () {
        yield rows
        await Promise.resolve()
        throw new Error('the disk is gone')
      })(),
    )
    await expect(importPassengers(service, broken)).rejects.toThrow('the disk is gone')
  })
})

describe('the sample', () => {
  it('is loaded into an empty table only', async () => {
    const data = await memoryContext(passengersTable)
    const service = new PassengerDataService(data)
    expect(await loadSamples(data.store, [passengersSample(data)])).toBe(true)
    const loaded = await service.count()
    expect(loaded).toBeGreaterThanOrEqual(60)
    expect(await loadSamples(data.store, [passengersSample(data)])).toBe(false)
    expect(await service.count()).toBe(loaded)
  })

  it('shows all that there is to show: classes, sexes, survivors, nulls, a shared ticket, slashes', async () => {
    const data = await memoryContext(passengersTable)
    const service = new PassengerDataService(data)
    await passengersSample(data).load()
    for (const pclass of [1, 2, 3] as const) expect(await service.count({ pclass })).toBeGreaterThan(0)
    for (const sex of ['male', 'female']) expect(await service.count({ sex })).toBeGreaterThan(0)
    for (const survived of [0, 1] as const) expect(await service.count({ survived })).toBeGreaterThan(0)
    const { items } = await service.list({ limit: await service.count() })
    for (const name of ['age', 'cabin', 'boat', 'body', 'homeDest'] as const) {
      expect(items.some((item) => item[name] === null)).toBe(true)
      expect(items.some((item) => item[name] !== null)).toBe(true)
    }
    expect(items.some(({ id }) => id.endsWith('/2'))).toBe(true)
    expect(items.some(({ ticket }) => ticket.includes('/'))).toBe(true)
  })
})
