/** What one notification may have of them. */
export const MAX_TAGS = 100
export const MAX_LABELS = 50
