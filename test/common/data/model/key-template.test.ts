import { describe, expect, test } from 'vitest'
import { KeyTemplate } from '../../../../src/common/data/model/key-template.ts'

describe('KeyTemplate', () => {
  const run = new KeyTemplate('STORY#{storyId}#RUN#{runId}')

  test('writes a key from values', () => {
    expect(new KeyTemplate('USER#{owner}').render({ owner: 'johndoe' })).toBe('USER#johndoe')
    expect(
      new KeyTemplate('TODO#{createdAt}#{todoId}').render({
        createdAt: '2025-01-15T10:30:00',
        todoId: 'todo-1',
      }),
    ).toBe('TODO#2025-01-15T10:30:00#todo-1')
    expect(new KeyTemplate('METADATA').render({})).toBe('METADATA')
  })

  test('is undefined when a value is absent or null', () => {
    expect(run.render({ storyId: '1' })).toBeUndefined()
    expect(run.render({ storyId: '1', runId: null })).toBeUndefined()
  })

  test('gives the prefix up to the first missing value', () => {
    expect(run.prefix({ storyId: '1234' })).toBe('STORY#1234#RUN#')
    expect(run.prefix({})).toBe('STORY#')
    expect(run.prefix({ runId: '9' })).toBe('STORY#')
  })

  test('reads its own keys back, whatever the values contain', () => {
    const values = { storyId: 'a#b $c', runId: '😀\u0000' }
    expect(run.parse(run.render(values) ?? '')).toEqual(values)
    expect(new KeyTemplate('RANK#{rank:int}#{id}').parse('RANK#10000000000000003#x')).toEqual({
      rank: 3,
      id: 'x',
    })
  })

  test('does not take keys of another template for its own', () => {
    const user = new KeyTemplate('USER#{userId}')
    expect(user.parse('USER#a#STORY#1')).toBeUndefined()
    expect(user.parse('user#a')).toBeUndefined()
    expect(user.parse('USER#')).toBeUndefined()
    expect(new KeyTemplate('A#{x}#{x}').parse('A#1#2')).toBeUndefined()
  })

  test('keeps integers in number order', () => {
    const ranked = new KeyTemplate('RANK#{rank:int}#{id}')
    const keys = [-5, -1, 0, 9, 10, 123456].map((rank) => ranked.render({ rank, id: 'x' }))
    expect([...keys].sort()).toEqual(keys)
  })

  test.each([
    ['{a}{b}', "put a literal such as '#' between two placeholders"],
    ['X#{a', 'unbalanced or empty braces'],
    ['X#{}', 'unbalanced or empty braces'],
    ['X#{a:05d}', 'unbalanced or empty braces'],
    ['X#{a:date}', "unknown format 'date'"],
    ['{a}-{b}', "must start with '#'"],
  ])('refuses the template %s', (source, message) => {
    expect(() => new KeyTemplate(source)).toThrow(message)
  })

  test('refuses values that cannot stand in a key, by name', () => {
    expect(() => run.render({ storyId: '', runId: 'x' })).toThrow('storyId must not be empty')
    expect(() => run.render({ storyId: {}, runId: 'x' })).toThrow(
      'storyId must be text for a key, not object',
    )
    expect(() => new KeyTemplate('{n:int}').render({ n: 1.5 })).toThrow('safe integer')
  })
})
