import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compiled } from '../support/compiled.ts'
import { aPassenger, PASSENGERS } from '../support/passengers.ts'
import { PATIENCE_MS, startServer, temporaryFolder } from '../support/server-process.ts'
import { RawConnection } from './raw-connection.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  compiled()
  folder = temporaryFolder()
}, PATIENCE_MS)
afterAll(() => {
  folder.remove()
})

const start = () => startServer(folder.path, { SQLITE_PATH: ':memory:' })
const HOST = 'Host: localhost\r\n'

function slowPost(ticket: string): { readonly head: string; readonly body: string } {
  const body = JSON.stringify(aPassenger({ ticket }))
  const head = `POST ${PASSENGERS} HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  return { head, body }
}

describe.concurrent('on SIGTERM', { timeout: PATIENCE_MS }, () => {
  it('a request under way on a keep-alive connection finishes, the connection closes, and the process ends well', async () => {
    const { program, port } = await start()
    const connection = await RawConnection.open(port)
    connection.send(`GET /health/live HTTP/1.1\r\n${HOST}\r\n`)
    expect(await connection.receive(/"ok"/)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: keep-alive/i)
    const { head, body } = slowPost('SLOW')
    connection.send(head + body.slice(0, 10))
    await sleep(100)

    const began = Date.now()
    program.child.kill('SIGTERM')
    await program.until(/Closing after SIGTERM/)
    await sleep(300)
    connection.send(body.slice(10))
    const answer = await connection.receive(/\r\n\r\n\{.*\}/)
    expect(answer).toMatch(/^HTTP\/1\.1 201 Created\r\n/)
    expect(answer).toMatch(/\r\nconnection: close\r\n/i)
    expect(answer).toContain('"id":"SLOW"')
    await connection.ended()
    const { code, signal, stderr } = await program.exit
    expect([code, signal, stderr]).toEqual([0, null, ''])
    expect(Date.now() - began).toBeLessThan(8000)
  })

  it('readiness is 503 with Retry-After on a connection that is still open, and liveness is 200', async () => {
    const { program, port } = await start()
    const [ready, live] = [await RawConnection.open(port), await RawConnection.open(port)]
    ready.send(`GET /health/ready HTTP/1.1\r\n${HOST}`)
    live.send(`GET /health/live HTTP/1.1\r\n${HOST}`)
    await sleep(100)
    program.child.kill('SIGTERM')
    await program.until(/Closing after SIGTERM/)
    await sleep(100)
    ready.send('\r\n')
    const answer = await ready.receive(/\r\n\r\n\{.*\}/)
    expect(answer).toMatch(/^HTTP\/1\.1 503 /)
    expect(answer).toMatch(/\r\nretry-after: \d+\r\n/i)
    expect(answer).toContain('"code":"shutting_down"')
    live.send('\r\n')
    expect(await live.receive(/"ok"/)).toMatch(/^HTTP\/1\.1 200 OK/)
    expect((await program.exit).code).toBe(0)
  })

  it('a request that is on its way over an idle connection is answered, and the connection closes', async () => {
    const { program, port } = await start()
    const connection = await RawConnection.open(port)
    connection.send(`GET /health/live HTTP/1.1\r\n${HOST}\r\n`)
    await connection.receive(/"ok"/)
    program.child.kill('SIGTERM')
    await program.until(/Closing after SIGTERM/)
    await sleep(100)
    connection.send(`GET ${PASSENGERS}?limit=1 HTTP/1.1\r\n${HOST}\r\n`)
    const answer = await connection.receive(/"items"/)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close/i)
    await connection.ended()
    expect((await program.exit).code).toBe(0)
  })

  it('new connections are refused, and idle ones are closed soon', async () => {
    const { program, port, origin } = await start()
    const [idle, busy] = [await RawConnection.open(port), await RawConnection.open(port)]
    idle.send(`GET /health/live HTTP/1.1\r\n${HOST}\r\n`)
    await idle.receive(/"ok"/)
    const { head, body } = slowPost('BUSY')
    busy.send(head)
    await sleep(100)
    program.child.kill('SIGTERM')
    await idle.ended()
    await expect(fetch(`${origin}/health/live`)).rejects.toThrow()
    busy.send(body)
    expect(await busy.receive(/\r\n\r\n\{.*\}/)).toMatch(/^HTTP\/1\.1 201/)
    expect((await program.exit).code).toBe(0)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'without requests the process ends at once, as on %s',
    async (name) => {
      const { program } = await start()
      const began = Date.now()
      const { code, stdout } = await program.stop(name)
      expect(code).toBe(0)
      expect(stdout).toContain('"msg":"Closed"')
      expect(Date.now() - began).toBeLessThan(5000)
    },
  )
})
