import { expect, it } from 'vitest'
import { summaryOf } from '../../../src/features/stories/model/summary.ts'

it.each([
  ['', null],
  [' \n ', null],
  ['One. Two.', 'One.'],
  ['No end', 'No end'],
  ['What? Yes!', 'What?'],
  ['3.5 miles. Then home.', '3.5 miles.'],
  ['Over\ntwo lines. Next', 'Over two lines.'],
])('the summary of %j is %j', (content, summary) => {
  expect(summaryOf(content)).toBe(summary)
})

it('is cut at a word where the sentence is too long', () => {
  const summary = summaryOf('word '.repeat(200)) ?? ''
  expect(summary.length).toBeLessThanOrEqual(280)
  expect(summary).toMatch(/word…$/)
})
