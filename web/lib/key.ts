/** A key for one intention to write: a retry after a lost answer makes no second record. */
export function newKey(): string {
  // randomUUID exists only on secure addresses; an office may serve plain HTTP inside its walls.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
