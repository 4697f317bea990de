import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { composeJobs } from '../../src/background-jobs.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies, type Dependencies } from '../../src/dependencies.ts'
import type { HttpServer } from '../../src/http-server.ts'
import { loadSample } from '../../src/sample.ts'
import { allFilledIn } from '../app/filled-in.ts'
import type { OpenApiDocument } from '../app/openapi-document.ts'
import { temporaryFolder } from '../support/server-process.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)
if (executablePath === undefined)
  console.log('Skipped: the browser tests need chromium, and none is installed')

// Without the background networking of a fresh profile: every request seen below is the page's own.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
]

/** What the page said and fetched while a test looked at it. */
interface Seen {
  readonly page: Page
  readonly complaints: string[]
  readonly hosts: Set<string>
}

describe.skipIf(executablePath === undefined)('the documentation in a browser', () => {
  let app: HttpServer
  let dependencies: Dependencies
  let browser: Browser
  let origin = ''
  const folder = temporaryFolder()

  beforeAll(async () => {
    const config = loadConfig({ SQLITE_PATH: ':memory:', OBJECTS_PATH: folder.path })
    dependencies = await createDependencies(config)
    const jobs = composeJobs({ config, dependencies })
    await loadSample({ dependencies, jobs })
    app = await buildApp({ config, dependencies, logger: false, jobs })
    origin = await app.listen({ host: '127.0.0.1', port: 0 })
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ARGUMENTS })
  }, 30_000)

  afterAll(async () => {
    await browser.close()
    await app.close()
    await dependencies.close()
    folder.remove()
  })

  async function open(width: number, height: number): Promise<Seen> {
    const page = await browser.newPage({ viewport: { width, height } })
    const complaints: string[] = []
    const hosts = new Set<string>()
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).origin)
    })
    await page.goto(`${origin}/docs`)
    await page.waitForSelector('.opblock')
    return { page, complaints, hosts }
  }

  test.each([
    ['wide', 1280, 900],
    ['narrow', 390, 844],
  ])(
    'shows every operation on a %s screen, without a complaint and from this host alone',
    async (name, width, height) => {
      const { page, complaints, hosts } = await open(width, height)
      const summaries = await page.locator('.opblock-summary-description').allTextContents()
      expect(summaries).toEqual(
        expect.arrayContaining([
          'List passengers',
          'Get a passenger',
          'Create a passenger',
          'Can the service take requests',
        ]),
      )
      expect(await page.locator('.opblock-summary-path').allTextContents()).toContain(
        '/api/v1/passengers/{id}',
      )
      const folder = process.env.SCREENSHOTS
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/docs-${name}.png`, fullPage: name === 'wide' })
      expect(complaints).toEqual([])
      expect([...hosts]).toEqual([origin])
      await page.close()
    },
  )

  test('"Try it out" with the example that is shown answers from the running service', async () => {
    const { page, complaints } = await open(1280, 1200)
    await page.locator('#operations-passengers-getPassenger .opblock-summary-control').click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Execute' }).click()
    const live = page.locator('#operations-passengers-getPassenger .live-responses-table')
    await live.waitFor()
    expect(await live.locator('tbody .response-col_status').first().textContent()).toContain('200')
    expect(await live.textContent()).toContain('Braund, Owen Harris')
    const folder = process.env.SCREENSHOTS
    if (folder !== undefined) await page.screenshot({ path: `${folder}/docs-tried.png` })
    expect(complaints).toEqual([])
    await page.close()
  })

  // What test/app/examples.test.ts tries of every operation is what the page sends: here of each kind of request.
  test.each([
    ['passengers', 'listPassengers', 200],
    ['passengers', 'importPassengers', 202],
    ['passengers', 'replacePassenger', 201],
    ['stories', 'createStory', 201],
    ['properties', 'updateProperty', 200],
    ['jobs', 'submitJob', 202],
    ['notifications', 'listNotifications', 200],
    ['accounts', 'runTodoBatch', 200],
  ])('%s: %s is sent as it is filled in, and answered %i', async (tag, operationId, status) => {
    const document = (await (await fetch(`${origin}/openapi.json`)).json()) as OpenApiDocument
    const expected = allFilledIn(document).find((each) => each.operationId === operationId)
    const { page } = await open(1280, 1200)
    const operation = page.locator(`#operations-${tag}-${operationId}`)
    await operation.locator('.opblock-summary-control').click()
    await operation.getByRole('button', { name: 'Try it out' }).click()
    const sent = page.waitForRequest((request) => request.url().includes('/api/v1/'))
    await operation.getByRole('button', { name: 'Execute' }).click()
    const request = await sent
    expect([request.method(), decodeURIComponent(request.url())]).toEqual([
      expected?.method,
      decodeURIComponent(`${origin}${expected?.url ?? ''}`),
    ])
    const [body, wanted] = [request.postData(), expected?.body]
    if (operationId === 'importPassengers') expect(body).toBe(wanted)
    else
      expect(body && (JSON.parse(body) as unknown)).toEqual(wanted === undefined ? null : JSON.parse(wanted))
    expect((await request.response())?.status()).toBe(status)
    await page.close()
  })

  test.each([
    ['wide', 1280, 1200],
    ['narrow', 390, 844],
  ])('an error is shown as the service answered it, on a %s screen', async (_name, width, height) => {
    const { page, complaints, hosts } = await open(width, height)
    const operation = page.locator('#operations-passengers-getPassenger')
    await operation.locator('.opblock-summary-control').click()
    await operation.getByRole('button', { name: 'Try it out' }).click()
    await operation.locator('tr[data-param-name="id"] input').fill('nobody')
    await operation.getByRole('button', { name: 'Execute' }).click()
    const live = operation.locator('.live-responses-table')
    await live.waitFor()
    expect(await live.locator('tbody .response-col_status').first().textContent()).toContain('404')
    expect(await live.textContent()).toContain('Passenger not found: nobody')
    // The browser itself reports the status; the page has nothing to complain about.
    expect(complaints.filter((each) => !each.includes('status of 404'))).toEqual([])
    expect([...hosts]).toEqual([origin])
    await page.close()
  })
})
