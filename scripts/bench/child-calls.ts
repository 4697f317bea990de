/** One question of the parent, and its answer, over the channel of a child process. */
export interface Call {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

export interface Reply {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** What a child process can be asked: functions of one argument, which travels as JSON. */
export type Calls = Readonly<Record<string, (argument: never) => unknown>>

/** Serves the parent until it goes away. */
export function answerParent(calls: Calls): void {
  const answer = async ({ id, name, argument }: Call): Promise<void> => {
    const reply = await resultOf(calls[name], argument)
    process.send?.({ id, ...reply } satisfies Reply)
  }
  process.on('message', (call: Call) => {
    void answer(call)
  })
  process.on('disconnect', () => {
    process.exit()
  })
}

async function resultOf(call: Calls[string] | undefined, argument: unknown): Promise<Omit<Reply, 'id'>> {
  try {
    return { result: await call?.(argument as never) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
