import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutBucketCorsCommand } from '@aws-sdk/client-s3'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createS3Client } from '../../src/common/objects/s3/s3-client.ts'
import { startBucket } from '../common/objects/s3/s3-fixture.ts'
import { aPng } from '../support/properties.ts'
import { startMoto } from '../support/sqs-servers.ts'
import { startTestApp, type Environment, type TestApp } from '../support/test-app.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)
if (executablePath === undefined)
  console.log('Skipped: the browser tests need chromium, and none is installed')

const moto = executablePath === undefined ? undefined : await startMoto()
afterAll(() => moto?.stop())

const HTML = readFileSync(new URL('property-page.html', import.meta.url), 'utf8')

/** What the page says when all went well. */
const ALL_WELL = `uploaded 204, confirmed 200
uploaded 204, confirmed 200
shown 40 x 30
shown 20 x 10
patched at once 200 and 412
deleted 204, then 404
image gone
image gone
done
`

describe.skipIf(executablePath === undefined)('a plain page of another site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-page-'))
  const files = ['one.png', 'two.png'].map((name) => join(folder, name))
  let site: Server
  let address = ''
  let browser: Browser

  beforeAll(async () => {
    for (const [index, path] of files.entries())
      writeFileSync(path, index === 0 ? aPng(40, 30) : aPng(20, 10, 90))
    site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(HTML))
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    })
  }, 30_000)

  afterAll(async () => {
    await browser.close()
    site.closeAllConnections()
    site.close()
    rmSync(folder, { recursive: true })
  })

  /** Opens the page before a service, gives it two files, and reads what it says. */
  async function said(environment: Environment): Promise<string> {
    const service: TestApp = await startTestApp({ CORS_ALLOWED_ORIGINS: address, ...environment })
    try {
      const origin = await service.app.listen({ host: '127.0.0.1', port: 0 })
      const page = await browser.newPage()
      await page.goto(address)
      await page.setInputFiles('input', files)
      const failure = await page
        .evaluate(`api = '${origin}'; all([...document.querySelector('input').files])`)
        .then(() => '', String)
      return `${(await page.locator('output').textContent()) ?? ''}${failure}`
    } finally {
      await service.close()
    }
  }

  test('offers a property with two images, shows them, changes and deletes it', async () => {
    expect(await said({})).toBe(ALL_WELL)
  })

  test.skipIf(!moto)('does the same, unchanged, where images are on S3 (moto)', async () => {
    const endpoint = moto?.endpoint ?? ''
    const bucket = await startBucket(endpoint)
    const client = createS3Client({ region: 'us-east-1', endpoint, pathStyle: true, localCredentials: true })
    // As the template of the bucket has it.
    const rule = {
      AllowedMethods: ['POST', 'GET', 'HEAD'],
      AllowedOrigins: [address],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag'],
    }
    await client.send(
      new PutBucketCorsCommand({
        Bucket: bucket.environment.S3_BUCKET,
        CORSConfiguration: { CORSRules: [rule] },
      }),
    )
    expect(await said(bucket.environment)).toBe(ALL_WELL)
    client.destroy()
    await bucket.store.close()
  })
})
