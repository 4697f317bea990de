import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 4096

let pool = Buffer.alloc(0)
let used = 0

/**
 * Random bytes, each given out once. Node's own `randomBytes` costs microseconds a call, whatever the length, so a pool
 * is drawn at a time. At most 256 bytes.
 */
export function randomPart(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    // Not the same memory again: parts of it may still be in use.
    pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES))
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}
