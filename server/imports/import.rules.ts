/** What one request may bring: bytes a file, and files. */
export const fileLimits = { bytes: 10 * 1024 * 1024, files: 50 } as const;
