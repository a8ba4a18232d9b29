import { findIana } from 'windows-iana';
import { isTimeZone } from '../interactions/moment.rules.ts';

const easternNames = /^\(?(?:utc|gmt)[-−]05:?00\)?.*(?:eastern|est\b|heure de l)/i;

/**
 * The IANA name behind the name of a zone in an invitation: IANA itself, at the end of a path (/mozilla.org/…/Europe/Paris),
 * or Windows (« Romance Standard Time »). Null when it is none of these.
 */
export function ianaZone(name: string | null | undefined): string | null {
  const plain = (name ?? '').trim().replace(/^"(.*)"$/, '$1');
  if (plain === '' || plain.length > 200) return null;
  if (/^E[SD]T$/i.test(plain)) return 'America/Toronto';
  const steps = plain.split('/');
  for (const candidate of [plain, steps.slice(-3).join('/'), steps.slice(-2).join('/')]) {
    // A bare offset (+05:00) is a zone for Intl, but names no place.
    if (/^[A-Za-z]/.test(candidate) && isTimeZone(candidate)) return canonical(candidate);
  }
  const [windows] = findIana(plain);
  if (windows) return preferred(plain) ?? windows;
  return easternNames.test(plain) ? 'America/Toronto' : null;
}

/** The office stands in Québec: of the places that share a Windows zone, the Canadian one is meant, else the first. */
function preferred(windows: string): string | undefined {
  return findIana(windows, 'CA')[0];
}

const canonical = (name: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: name }).resolvedOptions().timeZone;
