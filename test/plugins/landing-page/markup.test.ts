import { expect, it } from 'vitest'
import { markup } from '../../../src/plugins/landing-page/markup.ts'

it('escapes what is put in, in text and in attributes, but not markup', () => {
  const bad = `<img src=x onerror="alert('&')">`
  const item = markup`<li title="${bad}">${bad}</li>`
  const safe = '&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;'
  expect(markup`<ul>${[item, item]}</ul>${undefined}${7}`.text).toBe(
    `<ul>${`<li title="${safe}">${safe}</li>`.repeat(2)}</ul>7`,
  )
})
