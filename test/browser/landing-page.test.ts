import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { doing } from '../features/jobs/job-types.ts'

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

/** Goes on when the test has seen where it stands. */
class Steps {
  #open: () => void = () => undefined
  #gate = new Promise<void>((resolve) => (this.#open = resolve))
  pass(): void {
    this.#open()
    this.#gate = new Promise((resolve) => (this.#open = resolve))
  }
  get gate(): Promise<void> {
    return this.#gate
  }
}

describe.skipIf(executablePath === undefined)('the landing page in a browser', () => {
  let service: TestApp
  let browser: Browser
  let origin = ''
  const steps = new Steps()
  const slow = doing('slow_work', async ({ progress }) => {
    for (const percent of [20, 60]) {
      progress(percent, `${percent} of 100`)
      await steps.gate
    }
    return { result: { done: true } }
  })

  beforeAll(async () => {
    service = await startTestApp({}, { jobTypes: [slow], withOwnJobTypes: true })
    origin = await service.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ARGUMENTS })
  }, 30_000)

  afterAll(async () => {
    await browser.close()
    await service.close()
  })

  /** What the page said and fetched while a test looked at it. */
  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    const hosts = new Set<string>()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => hosts.add(new URL(request.url()).origin))
    await page.goto(`${origin}/`, { waitUntil: 'load' })
    return { page, complaints, hosts, close: () => context.close() }
  }

  const shot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env.SCREENSHOTS
    if (folder !== undefined) await page.screenshot({ path: `${folder}/landing-${name}.png`, fullPage: true })
  }

  test.each([
    ['wide', 1280, 'light'],
    ['wide', 1280, 'dark'],
    ['narrow', 320, 'light'],
    ['narrow', 320, 'dark'],
  ] as const)(
    'fits a %s screen (%i px, %s), with contrast, without a complaint and from this host alone',
    async (name, width, colorScheme) => {
      const viewport = { width, height: 900 }
      const { page, complaints, hosts, close } = await open({ viewport, colorScheme })
      expect(await page.locator('h1').textContent()).toBe('Bulkhead')
      expect(await page.locator('header, nav, main, footer').count()).toBe(4)
      expect(await page.locator('#health').textContent()).toBe('Healthy: SQLite answers')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(await page.evaluate(LOW_CONTRAST)).toEqual([])
      await shot(page, `${name}-${colorScheme}`)
      expect(complaints).toEqual([])
      expect([...hosts]).toEqual([origin])
      await close()
    },
  )

  test('a job that is submitted goes on before the eyes, and another page sees it too', async () => {
    const { page, complaints, close } = await open()
    const other = await open()
    await page.getByRole('button', { name: 'Run an example job' }).click()
    const row = page.locator('.job').first()
    const bar = row.locator('progress')
    await row.getByText('processing').waitFor()
    await row.getByText('20 of 100').waitFor()
    expect(await bar.getAttribute('value')).toBe('20')
    await other.page.locator('.job').getByText('20 of 100').waitFor()
    await page.getByText('None yet.').waitFor({ state: 'hidden' })
    // The list does not come any more: what is seen from here on comes by the event stream.
    await page.route('**/api/v1/jobs?*', () => undefined)
    steps.pass()
    await row.getByText('60 of 100').waitFor()
    await shot(page, 'job')
    steps.pass()
    await row.getByText('completed').waitFor()
    expect(await bar.getAttribute('value')).toBe('100')
    expect(await page.locator('#job-news').textContent()).toBe('slow_work is completed')
    await other.page.locator('.job').getByText('completed').waitFor()
    await page.unrouteAll()
    await page.reload()
    await page.locator('.job').getByText('completed').waitFor()
    expect([...complaints, ...other.complaints]).toEqual([])
    await other.close()
    await close()
  })

  test('every link and control is reached by keyboard, in the order of the page, and shows it', async () => {
    const { page, close } = await open()
    const wanted = await page
      .locator('a:visible, button:visible, summary:visible, [tabindex="0"]:visible')
      .count()
    const reached: string[] = []
    for (let at = 0; at < wanted; at++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate<[string, boolean]>(
        `[document.activeElement.outerHTML, getComputedStyle(document.activeElement).outlineStyle !== 'none']`,
      )
      expect(focused[1], focused[0]).toBe(true)
      reached.push(focused[0])
    }
    expect(reached[0]).toContain('Skip to content')
    expect(new Set(reached).size).toBeGreaterThan(15)
    expect(reached.at(-1)).toContain('/version')
    await close()
  })

  test('an operation leads to where the documentation explains it, unfolded', async () => {
    const { page, complaints, close } = await open()
    await page.locator('summary').first().click()
    await page.getByRole('link', { name: 'Get a passenger' }).last().click()
    await page.locator('#operations-passengers-getPassenger.is-open').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('without JavaScript it says the same, and offers nothing that would not work', async () => {
    const { page, close } = await open({ javaScriptEnabled: false })
    expect(await page.locator('#health').textContent()).toBe('Healthy: SQLite answers')
    expect(await page.locator('#run').isVisible()).toBe(false)
    expect(await page.getByText('Load the page again').isVisible()).toBe(true)
    await page.locator('summary').first().click()
    expect(await page.getByText('/api/v1/passengers/{id}').first().isVisible()).toBe(true)
    await close()
  })

  test('nothing moves for those who want less motion', async () => {
    const { page, close } = await open({ reducedMotion: 'reduce' })
    const rule = `[...document.styleSheets[0].cssRules].filter((rule) => rule.cssText.includes('transition'))
      .every((rule) => rule.conditionText === '(prefers-reduced-motion: no-preference)')`
    expect(await page.evaluate(rule)).toBe(true)
    await close()
  })

  test('says so when the service is gone, without an error of the script', async () => {
    const { page, complaints, close } = await open()
    await page.route('**/health/ready', (route) => route.abort())
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
    await page.getByText('Not reachable').waitFor()
    await sleep(50)
    expect(complaints.filter((text) => !text.includes('net::ERR_FAILED'))).toEqual([])
    await close()
  })
})

/** Texts of less than 4.5:1 against what they stand on (WCAG 2.2, 1.4.3). */
const LOW_CONTRAST = `(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number)
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((each) => each / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = rgb(getComputedStyle(each).backgroundColor)
      if (color.length === 3 || color[3] > 0) return color
    }
    return [255, 255, 255]
  }
  const texts = [...document.querySelectorAll('body *')].filter(
    (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '') && each.checkVisibility(),
  )
  return texts.flatMap((each) => {
    const [a, b] = [light(rgb(getComputedStyle(each).color)), light(ground(each))].sort((x, y) => y - x)
    const ratio = (a + 0.05) / (b + 0.05)
    return ratio < 4.5 ? [each.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2)] : []
  })
})()`
