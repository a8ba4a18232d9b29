/** The sign-in page that leads back to `url`. */
export function signInPathFor(url: { pathname: string; search: string }): string {
  const back = url.pathname + url.search;
  return back === '/' ? '/signin' : `/signin?to=${encodeURIComponent(back)}`;
}

/**
 * A return path that stays in this site: anything else leads to the first page. Read by the URL parser itself, which
 * drops tabs and takes backslashes for slashes: a pattern would let `/<tab>/elsewhere.test` through.
 */
export function safeReturnPath(to: string | null): string {
  const house = 'http://house.invalid';
  if (!to?.startsWith('/') || !URL.canParse(to, house)) return '/';
  const { origin, pathname, search, hash } = new URL(to, house);
  if (origin !== house || pathname === '/signin') return '/';
  return pathname + search + hash;
}
