import type { WriteStream } from 'node:tty'
import { SingleBar } from 'cli-progress'

export interface Progress {
  update(bytes: number, rows: number, refused: number): void
  stop(): void
}

/** Rows between two lines where there is no terminal to draw a bar on. */
const LINE_EVERY_ROWS = 500

/** A bar on a terminal, a plain line now and then elsewhere. `size` is the whole input in bytes. */
export function createProgress(size: number, out: Pick<WriteStream, 'write' | 'isTTY'>): Progress {
  return out.isTTY ? bar(size) : lines(out)
}

function bar(size: number): Progress {
  const single = new SingleBar({
    format: 'Importing [{bar}] {percentage}% | {rows} rows | {refused} refused',
    stream: process.stdout,
    hideCursor: true,
  })
  single.start(size, 0, { rows: 0, refused: 0 })
  return {
    update: (bytes, rows, refused) => {
      single.update(Math.min(bytes, size), { rows, refused })
    },
    stop: () => {
      single.stop()
    },
  }
}

function lines(out: Pick<WriteStream, 'write'>): Progress {
  let next = LINE_EVERY_ROWS
  return {
    update: (_bytes, rows, refused) => {
      if (rows < next) return
      next = rows - (rows % LINE_EVERY_ROWS) + LINE_EVERY_ROWS
      out.write(`${rows} rows read, ${refused} refused\n`)
    },
    stop: () => undefined,
  }
}
