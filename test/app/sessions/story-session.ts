import type { HttpServer } from '../../../src/http-server.ts'
import { csv, long, type Request, type Session, tooLong, xml } from './session.ts'

export const storySession: Session = {
  operations: ['createStory', 'deleteStory', 'getStory', 'listStories', 'replaceStory', 'updateStory'],
  beyondClients: { updateStory: ['409'] },
  requests,
}

async function requests(app: HttpServer): Promise<readonly Request[]> {
  const all = '/api/v1/stories/session'
  const [one, gone, never] = [`${all}/one`, `${all}/gone`, `${all}/never`]
  const story = { title: 'The Lighthouse', content: 'The keeper counted ships.' }
  for (const url of [one, gone]) await app.inject({ method: 'PUT', url, payload: story })
  const { etag } = (await app.inject(one)).headers
  const stale = { 'if-match': '"0"' }
  const large = { ...story, content: tooLong }
  const bodied = (method: 'POST' | 'PUT' | 'PATCH', url: string): Request[] => [
    { method, url, payload: { title: 7 } },
    { method, url, payload: large },
    { method, url, payload: story, headers: xml },
    { method, url, payload: 'a', headers: csv },
    { method, url: url + long, payload: story },
  ]
  return [
    { url: all },
    { url: `${all}?limit=1` },
    { url: `${all}?limit=0` },
    { url: all, headers: xml },
    { url: all + long },
    { method: 'POST', url: all, payload: story },
    { method: 'POST', url: all, payload: { ...story, storyId: 'one' } },
    ...bodied('POST', all),
    { url: one },
    { url: one, headers: { 'if-none-match': String(etag) } },
    { url: one, headers: { 'if-none-match': 'x' } },
    { url: one, headers: xml },
    { url: one + long },
    { url: never },
    { method: 'PUT', url: `${all}/new`, payload: story },
    { method: 'PUT', url: one, payload: story },
    { method: 'PUT', url: one, payload: story, headers: stale },
    ...bodied('PUT', one),
    { method: 'PATCH', url: one, payload: { title: 'The Keeper' } },
    { method: 'PATCH', url: one, payload: { title: 'The Keeper' }, headers: stale },
    { method: 'PATCH', url: never, payload: { title: 'The Keeper' } },
    ...bodied('PATCH', one),
    { method: 'DELETE', url: one, headers: stale },
    { method: 'DELETE', url: one, headers: xml },
    { method: 'DELETE', url: one, payload: 'a', headers: csv },
    { method: 'DELETE', url: one, payload: large },
    { method: 'DELETE', url: `${one}?x=1` },
    { method: 'DELETE', url: one + long },
    { method: 'DELETE', url: gone },
    { method: 'DELETE', url: gone },
  ]
}
