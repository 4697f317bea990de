import type { FaultProxy, Toxic } from '../support/fault-proxy.ts'
import type { Fault } from './round.ts'

const TOXICS: readonly (readonly [string, Toxic, Partial<Fault>?])[] = [
  ['latency, 200 ms', { kind: 'latency', ms: 200 }, { isHarmless: true }],
  ['down', { kind: 'down' }, { isTotal: true }],
  ['bandwidth, 4 kB/s', { kind: 'bandwidth', bytesPerSecond: 4000 }, { isHarmless: true }],
  ['slow close, 300 ms', { kind: 'slow_close', ms: 300 }, { isHarmless: true }],
  ['no answer, connections stay open', { kind: 'timeout' }, { isTotal: true, ms: 14_000 }],
  ['no answer, closed after 300 ms', { kind: 'timeout', ms: 300 }, { isTotal: true }],
  ['reset after 30 ms', { kind: 'reset_peer', ms: 30 }, { isTotal: true }],
  ['slices of 16 bytes', { kind: 'slicer', bytes: 16, ms: 1 }, { isHarmless: true }],
  ['closed after 700 bytes', { kind: 'limit_data', bytes: 700 }],
  ['lost replies', { kind: 'lost_reply' }, { isTotal: true }],
]

/** What a network does. */
export const networkFaults = (proxy: FaultProxy): Fault[] =>
  TOXICS.map(([name, toxic, more]) => ({
    name,
    ...more,
    begin: () => {
      proxy.poison(toxic)
    },
    end: () => {
      proxy.poison(undefined)
    },
  }))
