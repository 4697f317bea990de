import { FormatRegistry, type TProperties } from '@sinclair/typebox'

/** A format that is not registered makes TypeBox refuse every value, so an unknown one must stop the start. */
export function assertKnownFormats(model: string, attributes: TProperties): void {
  for (const [name, schema] of Object.entries(attributes)) {
    const format = schema.format as string | undefined
    if (format !== undefined && !FormatRegistry.Has(format)) {
      throw new Error(`Model ${model}: attribute ${name} has the unknown format '${format}'`)
    }
  }
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

FormatRegistry.Set('date-time', (value) => DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)))
FormatRegistry.Set('uuid', (value) => UUID.test(value))
