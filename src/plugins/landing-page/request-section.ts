import type { LandingPageOptions } from './landing-page-options.ts'
import { markup, type Markup } from './markup.ts'
import type { ShownOperation } from './operations.ts'

/** So many requests of the first feature begin the page. */
const FIRST = 2

/** Requests that work as they stand: a link where a browser can send it, and the command. */
export function requestSection(
  { features, jobs, needsToken }: LandingPageOptions,
  operations: readonly ShownOperation[],
  origin: string,
): Markup {
  const [feature] = features
  const token = needsToken ? ' -H "authorization: Bearer $TOKEN"' : ''
  const reads = operations
    .filter(({ tag, method }) => tag === feature?.name && method === 'GET')
    .slice(0, FIRST)
  const requests = reads.map(({ summary, path }) => {
    const title = needsToken ? markup`${summary}` : markup`<a href="${path}">${summary}</a>`
    return request(title, `curl -s ${quoted(origin + path)}${token}`)
  })
  if (jobs?.example) {
    const body = quoted(JSON.stringify(jobs.example))
    const submit = `curl -si ${quoted(origin + jobs.path)}${token} -H 'content-type: application/json' -d ${body}`
    requests.push(request(markup`Have something done in the background`, submit))
  }
  const needs = needsToken
    ? markup`They need a token in <code>TOKEN</code>.`
    : markup`They work as they stand.`
  return markup`
<section class="band" aria-labelledby="requests">
  <div class="about">
    <h2 id="requests">First requests</h2>
    <p>${needs} Every other one can be tried in the <a href="/docs">documentation</a>.</p>
  </div>
  <ol class="requests">
    ${requests}
  </ol>
</section>`
}

const request = (title: Markup, command: string): Markup =>
  markup`<li><p>${title}</p><pre><code>${command}</code></pre></li>`

/** For a POSIX shell: the text comes from examples of the document, which may hold anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
