import { cookieName as localeCookie, type Locale } from '#paraglide/runtime.js';

/** What a person chose for the screen. Kept in cookies so that the first byte of HTML is already right. */
export interface Preferences {
  theme: Theme;
  density: Density;
}
export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;
export type Theme = (typeof themes)[number];
export type Density = (typeof densities)[number];

export const themeCookie = 'passerelle-theme';
export const densityCookie = 'passerelle-density';
const oneYear = 60 * 60 * 24 * 365;

/** Reads the two cookies; anything unknown is the default. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  return {
    theme: themes.find((theme) => theme === cookie(themeCookie)) ?? 'system',
    density: densities.find((density) => density === cookie(densityCookie)) ?? 'comfortable',
  };
}

/** Browser only: applies the theme to the page and remembers it. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  remember(themeCookie, theme);
}

/** Browser only: applies the row height to the page and remembers it. */
export function chooseDensity(density: Density): void {
  document.documentElement.dataset.density = density;
  remember(densityCookie, density);
}

function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${oneYear}; samesite=lax`;
}

/** Browser only, after signing in: takes up what the profile keeps, where this browser has made no choice of its own. */
export function takeUpPreferences(profile: { locale: Locale; theme: Theme; density: Density }): void {
  const chosen = (name: string) => new RegExp(`(^|; )${name}=`).test(document.cookie);
  if (!chosen(localeCookie)) remember(localeCookie, profile.locale);
  if (!chosen(themeCookie)) remember(themeCookie, profile.theme);
  if (!chosen(densityCookie)) remember(densityCookie, profile.density);
}
