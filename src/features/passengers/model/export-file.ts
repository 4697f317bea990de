export const EXPORT_FORMATS = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Where the file of an export is kept; a job that is begun again writes the same file. */
export const exportKey = (jobId: string, format: ExportFormat): string =>
  `exports/passengers-${jobId}.${format}`
