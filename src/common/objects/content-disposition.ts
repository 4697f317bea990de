/** The last segment of a key: what a download is called where nobody says. */
export const nameOfKey = (key: string): string => key.slice(key.lastIndexOf('/') + 1)
