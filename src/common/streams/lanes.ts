/**
 * Runs `work` once for each lane, at most `concurrency` at a time. A lane has the items with the same `laneOf`, in
 * their order; lanes start in the order of their first items.
 */
export async function inLanes<T>(
  items: readonly T[],
  laneOf: (item: T) => string,
  concurrency: number,
  work: (lane: readonly T[]) => Promise<void>,
): Promise<void> {
  const lanes = new Map<string, T[]>()
  for (const item of items) {
    const name = laneOf(item)
    const lane = lanes.get(name)
    if (lane) lane.push(item)
    else lanes.set(name, [item])
  }
  // The workers share one iterator, so each lane is taken once.
  const waiting = lanes.values()
  const worker = async (): Promise<void> => {
    for (const lane of waiting) await work(lane)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, lanes.size) }, worker))
}
