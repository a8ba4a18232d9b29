import { api } from '#lib/api.ts';
import { locale } from '#lib/i18n.ts';
import { setLocale } from '#paraglide/runtime.js';

/** The other language, and its own name. */
export const otherLanguage = (): { locale: 'fr' | 'en'; name: string } => (locale() === 'fr' ? { locale: 'en', name: 'English' } : { locale: 'fr', name: 'Français' });

/** Changes to the other language; kept in a cookie and, once signed in, with the person's profile. */
export async function changeLanguage(isSignedIn: boolean): Promise<void> {
  const other = otherLanguage();
  // The page changes language even when the profile cannot be kept: the cookie is enough here.
  if (isSignedIn) await api(fetch, 'PUT /api/session/preferences', { body: { locale: other.locale } }).catch(() => undefined);
  await setLocale(other.locale);
}
