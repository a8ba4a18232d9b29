import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What makes two requests the same: method, path and body. */
export function fingerprintOf(method: string, url: string, body: unknown): string {
  return createHash('sha256').update(`${method} ${url}\n${JSON.stringify(body ?? null)}`).digest('hex');
}

/**
 * An answer is kept so that only the caller's own Idempotency-Key opens it: it may hold a secret that is shown once, or
 * a record that others may not see. The key itself is not stored.
 */
export const storedKey = (key: string): string => createHash('sha256').update(`stored ${key}`).digest('hex');

/** Encrypts the answer (AES-256-GCM) for whoever has the Idempotency-Key. */
export function seal(answer: string, key: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key), nonce);
  const sealed = Buffer.concat([cipher.update(answer, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The answer that `seal` closed. Throws when it was altered or the key is another. */
export function unseal(sealed: string, key: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

const sealingKey = (key: string): Buffer => createHash('sha256').update(`sealing ${key}`).digest();
