import { fork, type ChildProcess } from 'node:child_process'
import { openSync } from 'node:fs'
import { devNull } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Calls, Reply } from './child-calls.ts'

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** The environment of every child: nothing of the caller's settings may change what is measured. */
export const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  NODE_ENV: 'production',
  // The SDK's word on old versions of Node would stand between the rows.
  NODE_NO_WARNINGS: '1',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'BENCHMARK',
  AWS_SECRET_ACCESS_KEY: 'benchmark',
  // As long as those of a role: it is a part of what is signed and sent.
  AWS_SESSION_TOKEN: 'T'.repeat(400),
  AWS_EC2_METADATA_DISABLED: 'true',
}

/** A process of the benchmark's own, asked by name. `entry` stands beside this file, compiled or not. */
export class Child<C extends Calls> {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0

  constructor(entry: string) {
    const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
    // Standard output goes to the null device by way of a file descriptor: the access log is made and written in full.
    const stdio = ['ignore', openSync(devNull, 'w'), 'inherit', 'ipc'] as const
    const file = fileURLToPath(new URL(`./${entry}${extension}`, import.meta.url))
    this.#process = fork(file, { stdio: [...stdio], env: ENVIRONMENT })
    this.#process.on('message', (reply: Reply) => {
      this.#settle(reply)
    })
    this.#process.on('exit', (code) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`${entry} ended with code ${code ?? 'none'}`))
    })
  }

  call<Name extends keyof C & string>(
    name: Name,
    ...[argument]: Parameters<C[Name]>
  ): Promise<Awaited<ReturnType<C[Name]>>> {
    const id = ++this.#asked
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#process.send({ id, name, argument })
    }) as Promise<Awaited<ReturnType<C[Name]>>>
  }

  /** Waits until it is gone: its files are then closed. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.disconnect()
    await ended
  }

  #settle({ id, result, error }: Reply): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === undefined) waiting?.resolve(result)
    else waiting?.reject(new Error(error))
  }
}
