import { createApiClient, dataOf, eachItem, type ApiClient, type Job } from './client.ts'
import { followJob } from './follow-job.ts'
import { changePassenger } from './update.ts'

/* What a program does with the service: `npx tsx client/example.ts http://127.0.0.1:3000`. */

/** Walks over the third class page after page, and counts who was saved. */
export async function countSaved(client: ApiClient) {
  const pageAt = async (cursor: string | undefined) =>
    dataOf(
      await client.GET('/api/v1/passengers', {
        params: { query: { pclass: 3, limit: 20, ...(cursor !== undefined && { cursor }) } },
      }),
    )
  const counts = { passengers: 0, saved: 0 }
  for await (const { survived } of eachItem(pageAt)) {
    counts.passengers += 1
    counts.saved += survived
  }
  return counts
}

/** Has a passenger analysed in the background, and tells of each change of the job until it is finished. */
export async function analyse(client: ApiClient, passengerId: string, tell: (job: Job) => void) {
  const submitted = await client.POST('/api/v1/jobs', {
    body: { jobType: 'passenger_analysis', inputData: { passengerId } },
    // Sent again after a lost answer, it would be the same job.
    params: { header: { 'idempotency-key': crypto.randomUUID() } },
  })
  const { jobId } = dataOf(submitted)
  let last: Job | undefined
  for await (const job of followJob(client, jobId)) {
    tell(job)
    last = job
  }
  return last
}

/** Makes a passenger a year older, while somebody else writes down the cabin: both changes hold. */
export async function growOlder(client: ApiClient, id: string) {
  let isDisturbed = false
  return changePassenger(client, id, async ({ age }) => {
    if (!isDisturbed) {
      isDisturbed = true
      const body = { cabin: 'F33' }
      dataOf(await client.PATCH('/api/v1/passengers/{id}', { params: { path: { id } }, body }))
    }
    return { age: (age ?? 0) + 1 }
  })
}

if (process.argv[1] === import.meta.filename) {
  const client = createApiClient({ baseUrl: process.argv[2] ?? 'http://127.0.0.1:3000' })
  console.log('Third class:', await countSaved(client))
  const job = await analyse(client, 'A/5 21171', ({ status, progress }) => {
    console.log(`Job: ${status} ${progress.percent} %`)
  })
  console.log('Result:', job?.result)
  const { passenger, attempts } = await growOlder(client, 'A/5 21171')
  console.log(
    `${passenger.name} is ${passenger.age ?? '?'} in ${passenger.cabin ?? 'no cabin'}, by ${attempts} attempts`,
  )
}
