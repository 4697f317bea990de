import { crc32 } from 'node:zlib'

/** What the first bytes of an image say of it. */
export interface ImageType {
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  /** Pixels, 1 or more. */
  readonly width: number
  readonly height: number
}

/** So many bytes from the beginning are enough, with a camera's preview and colour profile before the size of a JPEG. */
export const IMAGE_HEAD_BYTES = 512 * 1024

/**
 * The kind and size of an image by its bytes; undefined for anything else. It reads the structure up to the size and
 * not only the first bytes, so that a page with a picture's signature before it is not taken for one.
 * @param head the beginning of the file: `IMAGE_HEAD_BYTES`, or the whole where it is shorter
 */
export function imageType(head: Uint8Array): ImageType | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  for (const read of [readPng, readJpeg, readGif, readWebp]) {
    const found = read(bytes)
    if (found && found.width > 0 && found.height > 0) return found
  }
  return undefined
}

const startsWith = (bytes: Buffer, text: string, at = 0): boolean =>
  bytes.toString('latin1', at, at + text.length) === text

/** Bits a sample that go with a colour type (PNG section 11.2.1). */
const PNG_DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

function readPng(bytes: Buffer): ImageType | undefined {
  if (bytes.length < 33 || !startsWith(bytes, '\x89PNG\r\n\x1a\n\0\0\0\rIHDR')) return undefined
  if (crc32(bytes.subarray(12, 29)) !== bytes.readUInt32BE(29)) return undefined
  const [depth = 0, colour = 0] = bytes.subarray(24, 26)
  if (!PNG_DEPTHS[colour]?.includes(depth)) return undefined
  return { contentType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Start-of-frame markers; C4, C8 and CC among them are other things (ITU T.81 table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function readJpeg(bytes: Buffer): ImageType | undefined {
  if (!startsWith(bytes, '\xff\xd8\xff')) return undefined
  let at = 2
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    const length = bytes.readUInt16BE(at + 2)
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) {
      return {
        contentType: 'image/jpeg',
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
      }
    } else if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || length < 2) {
      // Before the frame nothing but tables and notes may stand, each with its length.
      return undefined
    } else at += 2 + length
  }
  return undefined
}

/** What may follow the colours: an extension, an image, or the end. */
const GIF_BLOCKS: readonly (number | undefined)[] = [0x21, 0x2c, 0x3b]

function readGif(bytes: Buffer): ImageType | undefined {
  if (bytes.length < 14 || !(startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a'))) return undefined
  const flags = bytes[10] ?? 0
  const colours = flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
  if (!GIF_BLOCKS.includes(bytes[13 + colours])) return undefined
  return { contentType: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

function readWebp(bytes: Buffer): ImageType | undefined {
  if (bytes.length < 30 || !startsWith(bytes, 'RIFF') || !startsWith(bytes, 'WEBP', 8)) return undefined
  const contentType = 'image/webp'
  if (startsWith(bytes, 'VP8X', 12)) {
    return { contentType, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  }
  if (startsWith(bytes, 'VP8L', 12) && bytes[20] === 0x2f) {
    const sizes = bytes.readUInt32LE(21)
    return { contentType, width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1 }
  }
  // A key frame, with its start code.
  if (startsWith(bytes, 'VP8 ', 12) && !((bytes[20] ?? 1) & 1) && startsWith(bytes, '\x9d\x01\x2a', 23)) {
    return { contentType, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  }
  return undefined
}
