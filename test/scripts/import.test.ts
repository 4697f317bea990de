import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PassengerDto } from '../../src/features/passengers/routes/passenger-dto.ts'
import { everything, get } from '../support/passengers.ts'
import { PATIENCE_MS, Program, programFolder, type Exit } from '../support/server-process.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const TITANIC3 = 'pclass,survived,name,sex,age,sibsp,parch,ticket,fare,cabin,embarked,boat,body,home.dest'
const KAGGLE = 'PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked'

const folder = programFolder()

let runs = 0

/** A store of its own, and the command on it. */
function aStore() {
  runs += 1
  const path = join(folder.path, `store-${runs}.db`)
  const run = (...args: readonly string[]): Promise<Exit> =>
    new Program('scripts/import.js', args, folder.path, { SQLITE_PATH: path }).exit
  /** Imports a file with these contents. */
  const load = (contents: string | Buffer, ...options: readonly string[]): Promise<Exit> => {
    runs += 1
    const file = join(folder.path, `list-${runs}.csv`)
    writeFileSync(file, contents)
    return run('passengers', file, ...options)
  }
  return { path, run, load }
}

/** What is in a store, read through the service. */
async function readStore<T>(path: string, read: (test: TestApp) => Promise<T>): Promise<T> {
  const test = await startTestApp({ SQLITE_PATH: path })
  try {
    return await read(test)
  } finally {
    await test.close()
  }
}

const contentsOf = (path: string): Promise<PassengerDto[]> => readStore(path, ({ app }) => everything(app))

const text = (header: string, ...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`
const line = (ticket: string, name = '"Allen, Miss Elisabeth"'): string =>
  `1,1,${name},female,29,0,0,${ticket},211.3375,B5,S,2,?,"St Louis, MO"`

/** One sentence on standard error, no stack, and nothing done. */
function expectRefusal({ code, stdout, stderr }: Exit, message: RegExp): void {
  expect(stderr).toMatch(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(stdout).not.toContain('stored')
  expect(code).toBe(1)
}

const summary = (read: number, stored: number, replaced: number, refused: number): string =>
  `${read} rows read, ${stored} stored (${replaced} of them replaced), ${refused} refused\n`

describe.concurrent('npm run import -- passengers FILE', { timeout: PATIENCE_MS }, () => {
  it('stores what the well-known list says, number for number and null for null', async () => {
    const { path, load } = aStore()
    const { code, stdout, stderr } = await load(
      text(
        TITANIC3,
        line('24160'),
        '1,1,"Allison, Master. Hudson Trevor",male,0.9167,1,2,113781,151.55,C22 C26,S,11,,"Montreal, PQ"',
        '3,0,"Kelly, Mr. ""Big"" James",male,?,0,0,113781,,,Q,,135.0,?',
      ),
    )
    expect([code, stdout, stderr]).toEqual([0, summary(3, 3, 0, 0), ''])
    expect(await contentsOf(path)).toEqual([
      expect.objectContaining({
        id: '113781',
        age: 0.9167,
        fare: 151.55,
        body: null,
        homeDest: 'Montreal, PQ',
        analysis: null,
      }),
      {
        id: '113781/2',
        ticket: '113781',
        name: 'Kelly, Mr. "Big" James',
        pclass: 3,
        survived: 0,
        sex: 'male',
        age: null,
        sibsp: 0,
        parch: 0,
        fare: null,
        cabin: null,
        embarked: 'Q',
        boat: null,
        body: 135,
        homeDest: null,
        analysis: null,
      },
      expect.objectContaining({ id: '24160', name: 'Allen, Miss Elisabeth', age: 29, fare: 211.3375 }),
    ])
  })

  it('takes the Kaggle header, with CRLF, a byte order mark, quoted line breaks and empty lines', async () => {
    const { path, load } = aStore()
    const rows = [
      KAGGLE,
      '1,0,3,"Braund, Mr. Owen Harris",male,22,1,0,A/5 21171,7.25,,S',
      '',
      '2,1,1,"Cumings, Mrs. John',
      'Bradley",female,38,1,0,PC 17599,71.2833,C85,C',
      '3,1,3,"Heikkinen, Miss. Laïna",female,26,0,0,STON/O2. 3101282,7.925,,S',
      '',
      '',
    ]
    const { code, stdout } = await load(`\ufeff${rows.join('\r\n')}`)
    // A name is one line: the quoted line break is a mistake of the row that has it, and of no other.
    expect(stdout).toMatch(/^Row 4: name /)
    expect(stdout.endsWith(summary(3, 2, 0, 1))).toBe(true)
    expect(code).toBe(0)
    expect((await contentsOf(path)).map(({ id, name, boat }) => [id, name, boat])).toEqual([
      ['A/5 21171', 'Braund, Mr. Owen Harris', null],
      ['STON/O2. 3101282', 'Heikkinen, Miss. Laïna', null],
    ])
  })

  it('reports bad rows by their line in the file, says why, and keeps the rest', async () => {
    const { path, load } = aStore()
    const { code, stdout, stderr } = await load(
      text(
        TITANIC3,
        line('1'),
        '9,1,Bad class,female,,0,0,2,,,,,,',
        line('3', '"Allen, ""Bess"""'),
        '',
        '1,1,Bad age,female,old,0,0,5,,,,,,',
        '1,1,Short row',
        '1,1,,female,,0,0,7,,,,,,',
        line('8'),
      ),
    )
    expect(stdout.split('\n').slice(0, -2)).toEqual([
      expect.stringMatching(/^Row 3: pclass /),
      'Row 6: age is not a number: old',
      'Row 7: has 3 cells where the header has 14',
      'Row 8: name is empty',
    ])
    expect(stdout.endsWith(summary(7, 3, 0, 4))).toBe(true)
    expect([code, stderr]).toEqual([0, ''])
    expect((await contentsOf(path)).map(({ id }) => id)).toEqual(['1', '3', '8'])
  })

  it('numbers the rows after a quoted line break by their lines', async () => {
    const { load } = aStore()
    const csv = text(TITANIC3, line('1', '"Two\nlines"'), line('2'), '9,1,Bad,female,,0,0,2,,,,,,')
    const { stdout } = await load(csv.replaceAll('\n', '\r\n'))
    expect(stdout).toMatch(/^Row 2: name /)
    expect(stdout).toMatch(/^Row 5: pclass /m)
  })

  it('lists twenty bad rows, and counts the others', async () => {
    const { load } = aStore()
    const { stdout } = await load(text(TITANIC3, ...Array.from({ length: 25 }, () => 'bad'), line('1')))
    expect(stdout.match(/^Row \d+: /gm)).toHaveLength(20)
    expect(stdout).toContain('… and 5 more\n')
    expect(stdout).toContain(summary(26, 1, 0, 25))
  })

  it('with --strict stops at the first bad row, and keeps those before it', async () => {
    const { path, load } = aStore()
    const result = await load(text(TITANIC3, line('1'), line('2'), 'bad', line('4')), '--strict')
    expectRefusal(result, /^Row 4: has 1 cells where the header has 14\n$/)
    expect((await contentsOf(path)).map(({ id }) => id)).toEqual(['1', '2'])
  })

  it('again replaces the same passengers, and leaves others alone', async () => {
    const { path, load } = aStore()
    await load(text(TITANIC3, line('other')))
    const csv = text(TITANIC3, line('1', 'One'), line('1', 'Two'), line('2', 'Three'))
    expect((await load(csv)).stdout).toBe(summary(3, 3, 0, 0))
    const first = await contentsOf(path)
    expect((await load(csv)).stdout).toBe(summary(3, 3, 3, 0))
    expect(await contentsOf(path)).toEqual(first)
  })

  it('tells its progress in plain lines where there is no terminal', async () => {
    const { load } = aStore()
    const { stdout } = await load(text(TITANIC3, ...Array.from({ length: 1100 }, (_, n) => line(`T${n}`))))
    expect(stdout).toBe(`500 rows read, 0 refused\n1000 rows read, 0 refused\n${summary(1100, 1100, 0, 0)}`)
  })

  it.each<[string, string | Buffer, RegExp]>([
    [
      'another header',
      'a,b,c\n1,2,3\n',
      /^This is not a passenger list: the header has no ticket, name, .*\(it has: a, b, c\)\n$/,
    ],
    ['nothing in it', '', /^The file is empty: a header row is expected\n$/],
    ['binary garbage', Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 251)), /\S/],
    ['one endless line', 'x'.repeat(3_000_000), /\S/],
    ['a quote that is never closed in the header', `"${TITANIC3}\n${line('1')}`, /\S/],
  ])('refuses a file with %s in one sentence', async (_, contents, message) => {
    const { path, load } = aStore()
    expectRefusal(await load(contents), message)
    expect(await contentsOf(path)).toEqual([])
  })

  it('with a header and no rows stores none, and says so', async () => {
    const { load } = aStore()
    expect(await load(`${TITANIC3}\n`)).toMatchObject({ code: 0, stdout: summary(0, 0, 0, 0) })
  })

  it('refuses a row with a quote that is never closed, and keeps all others', async () => {
    const { path, load } = aStore()
    const rows = [line('1'), line('2', '"Open'), line('3', '"Bess, too"'), line('4')]
    const { code, stdout } = await load(text(TITANIC3, ...rows))
    expect(stdout).toMatch(/^Row 3: has .*quote/)
    expect(code).toBe(0)
    expect((await contentsOf(path)).map(({ id }) => id)).toEqual(['1', '3', '4'])
  })

  it('refuses a row as long as a book, and keeps the others', async () => {
    const { path, load } = aStore()
    const { code, stdout, stderr } = await load(
      text(TITANIC3, line('1'), line('2', 'x'.repeat(200_000)), line('3')),
    )
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Row 3: /m)
    expect((await contentsOf(path)).map(({ id }) => id)).toEqual(['1', '3'])
  })

  it('is seen at once by a server that runs on the same file', async () => {
    const { path, load } = aStore()
    await readStore(path, async ({ app }) => {
      expect((await get(app, 'SEEN')).statusCode).toBe(404)
      await load(text(TITANIC3, line('SEEN')))
      expect((await get(app, 'SEEN')).statusCode).toBe(200)
    })
  })
})

describe.concurrent('npm run import, called wrongly,', { timeout: PATIENCE_MS }, () => {
  it('without arguments shows its usage', async () => {
    const { code, stderr } = await aStore().run()
    expect(stderr).toMatch(/^Usage: npm run import -- passengers FILE\.csv \[--strict\]\n/)
    expect(code).toBe(1)
  })

  it('with --help shows its usage, and that is no failure', async () => {
    const { code, stdout, stderr } = await aStore().run('--help')
    expect(stdout).toContain('Usage: npm run import')
    expect([code, stderr]).toEqual([0, ''])
  })

  it.each<[string, readonly string[], RegExp]>([
    [
      'a file that is not there',
      ['passengers', 'missing.csv'],
      /^missing\.csv cannot be read: there is no such file\n$/,
    ],
    ['a folder', ['passengers', 'folder'], /^folder is not a file\n$/],
    [
      'a feature that nobody knows',
      ['lifeboats', 'missing.csv'],
      /^Nothing is known about importing 'lifeboats'/,
    ],
  ])('with %s says so in one sentence', async (_, args, message) => {
    mkdirSync(join(folder.path, 'folder'), { recursive: true })
    expectRefusal(await aStore().run(...args), message)
  })

  it.each([
    ['a third argument', ['passengers', 'a.csv', 'b.csv']],
    ['no file', ['passengers']],
    ['an unknown option', ['passengers', 'a.csv', '--fast']],
  ])('with %s shows its usage, without a stack', async (_, args) => {
    const { code, stderr } = await aStore().run(...args)
    expect(stderr).toContain('Usage: npm run import')
    expect(stderr).not.toMatch(/^ +at /m)
    expect(code).toBe(1)
  })

  it('with a bad variable names it', async () => {
    const file = join(folder.path, 'one.csv')
    writeFileSync(file, text(TITANIC3, line('1')))
    const result = await new Program('scripts/import.js', ['passengers', file], folder.path, {
      DATA_BACKEND: 'tape',
    }).exit
    expect(result.stderr).toMatch(/^Bad configuration:\n {2}DATA_BACKEND: 'tape' is not one of/)
    expect(result.code).toBe(1)
  })
})

const wholeList = process.env.TITANIC_CSV ?? ''
if (wholeList === '')
  console.info('Skipping the import of the whole list: TITANIC_CSV does not name the file')

describe.skipIf(wholeList === '')('the whole well-known list', { timeout: PATIENCE_MS }, () => {
  it('is 1309 passengers on 929 tickets, and after a second import still is', async () => {
    const { path, run } = aStore()
    const first = await run('passengers', wholeList)
    expect(first.stdout.endsWith(summary(1309, 1309, 0, 0))).toBe(true)
    const second = await run('passengers', wholeList)
    expect(second.stdout.endsWith(summary(1309, 1309, 1309, 0))).toBe(true)
    const stored = await contentsOf(path)
    expect(stored).toHaveLength(1309)
    expect(new Set(stored.map(({ ticket }) => ticket)).size).toBe(929)
    expect(stored.filter(({ id, ticket }) => id === ticket)).toHaveLength(929)
    expect(stored.find(({ id }) => id === '24160')).toMatchObject({
      fare: 211.3375,
      age: 29,
      homeDest: 'St Louis, MO',
    })
  })
})
