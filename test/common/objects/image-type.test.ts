import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IMAGE_HEAD_BYTES, imageType } from '../../../src/common/objects/image-type.ts'

/** Pictures of 37 by 21 pixels, made with Pillow 12. */
const PICTURES: readonly (readonly [contentType: string, kind: string, base64: string])[] = [
  [
    'image/png',
    'colours',
    'iVBORw0KGgoAAAANSUhEUgAAACUAAAAVCAIAAABOhrD5AAAAJ0lEQVR42mM8IWfDQEfAxEBfMGrfqH2j9o3aN2rfqH2j9o3aRykAADFtAUwqYJgIAAAAAElFTkSuQmCC',
  ],
  [
    'image/png',
    'palette',
    'iVBORw0KGgoAAAANSUhEUgAAACUAAAAVAQMAAAD7KrXtAAAAA1BMVEXIHjzD6Ll6AAAADElEQVR4nGNgGEgAAAB+AAEsligNAAAAAElFTkSuQmCC',
  ],
  [
    'image/jpeg',
    'baseline',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAAVACUBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AI6KKKKKKKKKKKKKK//Z',
  ],
  [
    'image/jpeg',
    'progressive',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wgALCAAVACUBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/2gAIAQEAAAABkAA//8QAFBABAAAAAAAAAAAAAAAAAAAAMP/aAAgBAQABBQJ//8QAFBABAAAAAAAAAAAAAAAAAAAAMP/aAAgBAQAGPwJ//8QAFBABAAAAAAAAAAAAAAAAAAAAMP/aAAgBAQABPyF//9oACAEBAAAAEAAB/8QAFBABAAAAAAAAAAAAAAAAAAAAMP/aAAgBAQABPxB//9k=',
  ],
  [
    'image/jpeg',
    'with a comment and EXIF',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/4QAWRXhpZgAATU0AKgAAAAgAAAAAAAD//gAHaGVsbG//2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAAVACUBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AI6KKKKKKKKKKKKKK//Z',
  ],
  [
    'image/gif',
    'one picture',
    'R0lGODdhJQAVAIEAAMgePAAAAAAAAAAAACwAAAAAJQAVAEAILwABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqRJkgEBADs=',
  ],
  [
    'image/gif',
    'moving',
    'R0lGODdhJQAVAIEAAAAAAAAAAAAAAAAAACwAAAAAJQAVAAAILwABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqRJkgEBACH5BAEAAAEALAAAAAAlABUAgTwAAAAAAAAAAAAAAAgvAAEIHEiwoMGDCBMqXMiwocOHECNKnEixosWLGDNq3Mixo8ePIEOKHEmypEmSAQEAOw==',
  ],
  [
    'image/webp',
    'lossy',
    'UklGRkAAAABXRUJQVlA4IDQAAAAwAwCdASolABUAP3G202G0ryqmJWgCkC4JZwDOOA8KmggAAP7eEaWD+KHmt7B1NmRNW1gA',
  ],
  ['image/webp', 'lossless', 'UklGRh4AAABXRUJQVlA4TBEAAAAvJAAFAAdQjyKXp/+BiOh/AAA='],
  [
    'image/webp',
    'moving',
    'UklGRsgAAABXRUJQVlA4WAoAAAACAAAAJAAAFAAAQU5JTQYAAAAAAAAAAABBTk1GRAAAAAAAAAAAACQAABQAAAAAAAJWUDggLAAAANACAJ0BKiUAFQAuTTabTaEkJCQEAExLSAASF5TSKDgA/v03Lf+1dv/2rCAAQU5NRlAAAAAAAAAAAAAkAAAUAAAAAAAAVlA4IDgAAAC0AgCdASolABUAPm0ukUiCVgAA2JZwACQpes+TP6AA/vozy/pOIKQJ//q787fqe9j/xyXn/T+AAA==',
  ],
]
const pictures = PICTURES.map(([contentType, kind, base64]) => ({
  contentType,
  kind,
  bytes: Buffer.from(base64, 'base64'),
}))

describe('a picture is known by its bytes', () => {
  test.each(pictures)('$contentType, $kind', ({ contentType, bytes }) => {
    expect(imageType(bytes)).toEqual({ contentType, width: 37, height: 21 })
    expect(imageType(Uint8Array.from(bytes))).toEqual({ contentType, width: 37, height: 21 })
  })

  test.each(pictures)(
    '$contentType, $kind, cut short anywhere: itself or nothing',
    ({ contentType, bytes }) => {
      for (let length = 0; length < bytes.length; length++) {
        const found = imageType(bytes.subarray(0, length))
        expect([undefined, { contentType, width: 37, height: 21 }]).toContainEqual(found)
      }
      expect(imageType(bytes.subarray(0, 12))).toBeUndefined()
    },
  )

  test('a JPEG whose size stands behind a large preview', () => {
    const jpeg = pictures.find(({ kind }) => kind === 'baseline')?.bytes ?? Buffer.alloc(0)
    const notes = Array.from({ length: 5 }, () =>
      Buffer.concat([Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.alloc(0xffff - 2, 0xff)]),
    )
    const large = Buffer.concat([jpeg.subarray(0, 2), ...notes, Buffer.from([0xff]), jpeg.subarray(2)])
    expect(large.length).toBeLessThan(IMAGE_HEAD_BYTES)
    expect(imageType(large)).toEqual({ contentType: 'image/jpeg', width: 37, height: 21 })
  })
})

describe('what is no picture is not taken for one', () => {
  const signatures = pictures.map(({ bytes }) => bytes.subarray(0, 12).toString('latin1'))
  test.each([
    ['nothing', ''],
    ['text', 'id,name\n1,Zoë\n'.repeat(10)],
    ['a page', '<!doctype html><script>alert(1)</script>'.padEnd(200)],
    [
      'a drawing that can run programs',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.padEnd(200),
    ],
    ['a document', '%PDF-1.7\n'.padEnd(200, 'x')],
    ['an archive', 'PK\x03\x04'.padEnd(200, '\0')],
    ['a program', '\x7fELF'.padEnd(200, '\0')],
    ['a sound in the frame of WebP', 'RIFF\x40\0\0\0WAVEfmt '.padEnd(200, '\0')],
    ...signatures.map((signature) => [
      'a page behind the signature of a picture',
      `${signature}<script>alert(1)</script>`.padEnd(2000, ' '),
    ]),
  ])('%s', (_, text) => {
    expect(imageType(Buffer.from(text, 'latin1'))).toBeUndefined()
  })

  test('a picture without a size', () => {
    const png = Buffer.from(pictures[0]?.bytes ?? '')
    png.writeUInt32BE(0, 16)
    expect(imageType(png)).toBeUndefined()
    const gif = Buffer.from(pictures.find(({ contentType }) => contentType === 'image/gif')?.bytes ?? '')
    gif.writeUInt16LE(0, 8)
    expect(imageType(gif)).toBeUndefined()
  })

  test('any bytes at all are read without an error', () => {
    const start = fc.constantFrom(...pictures.map(({ bytes }) => bytes.subarray(0, 30)))
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 0, max: 30 }),
        fc.uint8Array({ maxLength: 200 }),
        (head, keep, rest) => {
          const found = imageType(Buffer.concat([head.subarray(0, keep), rest]))
          if (found) expect(Math.min(found.width, found.height)).toBeGreaterThan(0)
        },
      ),
      { numRuns: 5000 },
    )
  })
})
