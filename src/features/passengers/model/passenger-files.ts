export const EXPORT_FORMATS = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Lists that jobs have written. */
export const EXPORTS = 'exports/'
/** Lists that were uploaded, for a job to import them. */
export const IMPORTS = 'imports/'

/** Where the file of an export is kept; a job that is begun again writes the same file. */
export const exportKey = (jobId: string, format: ExportFormat): string =>
  `${EXPORTS}passengers-${jobId}.${format}`
