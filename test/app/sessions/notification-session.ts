import type { HttpServer } from '../../../src/http-server.ts'
import { csv, long, type Request, type Session, tooLong, xml } from './session.ts'

export const notificationSession: Session = {
  operations: [
    'addNotificationTags',
    'createNotification',
    'deleteNotification',
    'deleteNotificationLabel',
    'getNotification',
    'listAccountNotifications',
    'listNotifications',
    'putNotificationLabel',
    'readNotification',
    'streamNotifications',
    'updateNotification',
  ],
  // A stream without an end is tested over a socket.
  beyondClients: { updateNotification: ['409'], streamNotifications: ['200'] },
  requests,
}

const ALL = '/api/v1/notifications'

async function requests(app: HttpServer): Promise<readonly Request[]> {
  const [all, stream] = [`${ALL}/session`, '/api/v1/sse/notifications/session']
  const [one, gone, never] = [`${all}/one`, `${all}/gone`, `${all}/never`]
  const notification = { notificationType: 'ALARM', notificationName: 'TestName' }
  const labels = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']))
  const full = { tags: Array<string>(100).fill('x'), labels }
  for (const notificationId of ['one', 'gone'])
    await app.inject({ method: 'POST', url: all, payload: { ...notification, notificationId, ...full } })
  await app.inject({ method: 'POST', url: all, payload: { ...notification, notificationId: 'open' } })
  const { etag } = (await app.inject(one)).headers
  const stale = { 'if-match': '"0"' }
  const key = { 'idempotency-key': 'session-notification' }
  const open = `${all}/open`
  return [
    { url: `${ALL}?notificationType=ALARM` },
    { url: `${ALL}?notificationName=TestName&limit=1` },
    { url: ALL },
    { url: `${ALL}?notificationType=ALARM`, headers: xml },
    { url: ALL + long },
    { url: all },
    { url: `${all}?limit=1&dateTime[gte]=5&search=ALARM` },
    { url: `${all}?limit=0` },
    { url: all, headers: xml },
    { url: all + long },
    { method: 'POST', url: all, payload: notification, headers: key },
    { method: 'POST', url: all, payload: notification, headers: key },
    { method: 'POST', url: all, payload: { ...notification, severity: 1 }, headers: key },
    { method: 'POST', url: all, payload: { ...notification, notificationId: 'one' } },
    ...refused('POST', all, { ...notification, message: tooLong }),
    { url: one },
    { url: one, headers: { 'if-none-match': String(etag) } },
    { url: one, headers: { 'if-none-match': 'x' } },
    { url: one, headers: xml },
    { url: one + long },
    { url: never },
    { method: 'PATCH', url: one, payload: { severity: 3 } },
    { method: 'PATCH', url: one, payload: { severity: 3 }, headers: stale },
    { method: 'PATCH', url: never, payload: { severity: 3 } },
    ...refused('PATCH', one, { message: tooLong }),
    { method: 'POST', url: `${one}/read` },
    { method: 'POST', url: `${never}/read` },
    { method: 'POST', url: `${one}/read?x=1` },
    ...refused('POST', `${one}/read`, { message: tooLong }).slice(1),
    { method: 'POST', url: `${open}/tags`, payload: { tags: ['a'] } },
    { method: 'POST', url: `${one}/tags`, payload: { tags: ['a'] } },
    { method: 'POST', url: `${never}/tags`, payload: { tags: ['a'] } },
    ...refused('POST', `${one}/tags`, { tags: [tooLong] }),
    { method: 'PUT', url: `${open}/labels/a`, payload: { value: 'b' } },
    { method: 'PUT', url: `${one}/labels/a`, payload: { value: 'b' } },
    { method: 'PUT', url: `${never}/labels/a`, payload: { value: 'b' } },
    ...refused('PUT', `${one}/labels/a`, { value: tooLong }),
    { method: 'DELETE', url: `${open}/labels/a` },
    { method: 'DELETE', url: `${never}/labels/a` },
    { method: 'DELETE', url: `${one}/labels/7` },
    ...refused('DELETE', `${one}/labels/a`, { value: tooLong }).slice(1),
    { url: `${stream}?lastEventId=x` },
    { url: stream, headers: xml },
    { url: stream + long },
    { method: 'DELETE', url: one, headers: stale },
    { method: 'DELETE', url: `${one}?x=1` },
    ...refused('DELETE', one, { message: tooLong }).slice(1),
    { method: 'DELETE', url: gone },
    { method: 'DELETE', url: gone },
  ]
}

/** What makes an operation answer 400, 413, 406, 415 and 414. */
const refused = (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, large: object): Request[] => [
  { method, url, payload: { unknown: 7 } },
  { method, url, payload: large },
  { method, url, headers: xml, ...(method !== 'DELETE' && { payload: { severity: 1 } }) },
  { method, url, payload: 'a', headers: csv },
  { method, url: url + long, ...(method !== 'DELETE' && { payload: {} }) },
]
