import type { FastifyRequest } from 'fastify';
import type { Locale } from './problem.ts';

/** The language to answer in: what the person chose on screen, what the program asks for, their own, French. */
export function localeOf(request: FastifyRequest, own?: Locale): Locale {
  const chosen = request.cookies?.PARAGLIDE_LOCALE;
  if (chosen === 'fr' || chosen === 'en') return chosen;
  for (const part of (request.headers['accept-language'] ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (language === 'fr' || language === 'en') return language;
  }
  return own ?? 'fr';
}
