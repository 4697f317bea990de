/** Lines wait at most this long; a crash that runs exit handlers loses none. */
const FLUSH_MS = 20
const FLUSH_LENGTH = 65_536

/** What pino wants of a stream. */
export interface LogStream {
  write(line: string): void
}

/**
 * Log lines for standard output, written a batch at a time: a system call for each line is half the cost of an access
 * log. For long-running servers only: a Lambda is frozen before the batch is due.
 */
export function createLogStream(output: { write(text: string): unknown } = process.stdout): LogStream {
  let lines = ''
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (lines === '') return
    const batch = lines
    lines = ''
    output.write(batch)
  }

  process.once('exit', flush)
  return {
    write(line) {
      lines += line
      if (lines.length >= FLUSH_LENGTH) flush()
      else timer ??= setTimeout(flush, FLUSH_MS).unref()
    },
  }
}
