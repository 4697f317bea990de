import { dataOf, type ApiClient, type Passenger } from './client.ts'
import type { paths } from './api.ts'

export type PassengerPatch =
  paths['/api/v1/passengers/{id}']['patch']['requestBody']['content']['application/json']

const MAX_ATTEMPTS = 5

/**
 * Reads, decides and changes, and all of it again when somebody else changed the passenger in between (412), so that
 * nothing that another wrote is lost.
 * @throws ApiError for any other problem, and for a conflict after five attempts
 */
export async function changePassenger(
  client: ApiClient,
  id: string,
  decide: (passenger: Passenger) => PassengerPatch | Promise<PassengerPatch>,
): Promise<{ readonly passenger: Passenger; readonly attempts: number }> {
  const path = { id }
  for (let attempts = 1; ; attempts++) {
    const read = await client.GET('/api/v1/passengers/{id}', { params: { path } })
    const passenger = dataOf<Passenger>(read)
    const etag = read.response.headers.get('etag') ?? ''
    const outcome = await client.PATCH('/api/v1/passengers/{id}', {
      params: { path, header: { 'if-match': etag } },
      body: await decide(passenger),
    })
    const isConflict = outcome.error?.status === 412
    if (!isConflict || attempts === MAX_ATTEMPTS) return { passenger: dataOf<Passenger>(outcome), attempts }
  }
}
