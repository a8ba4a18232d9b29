import { createHmac, timingSafeEqual } from 'node:crypto';

/** The seal of a link that stops one person's mail: made with the secret that signs the sessions, good for that only. */
const sealOf = (userId: string, secret: string): string => createHmac('sha256', secret).update(`digest-stop:${userId}`).digest('base64url');

/** What goes in the link: whose mail, and the seal. It works without signing in and does nothing else. */
export const stopToken = (userId: string, secret: string): string => `${Buffer.from(userId).toString('base64url')}.${sealOf(userId, secret)}`;

/** Whose mail a link stops; null when the link is not ours. */
export function readStopToken(token: string, secret: string): string | null {
  const [name = '', seal = '', ...more] = token.split('.');
  const userId = Buffer.from(name, 'base64url').toString('utf8');
  const [given, right] = [Buffer.from(seal), Buffer.from(sealOf(userId, secret))];
  return more.length === 0 && userId !== '' && given.length === right.length && timingSafeEqual(given, right) ? userId : null;
}
