import { navigating } from '$app/state';

/** Browser only: the sign-in page that leads back to where the person is going. */
export function signInPath(): string {
  const target = navigating.to?.url ?? new URL(window.location.href);
  return signInPathFor(target);
}

/** The sign-in page that leads back to `url`. */
export function signInPathFor(url: { pathname: string; search: string }): string {
  const back = url.pathname + url.search;
  return back === '/' ? '/signin' : `/signin?to=${encodeURIComponent(back)}`;
}

/** A return path that stays in this site: anything else leads to the first page. */
export function safeReturnPath(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith('/signin') ? to : '/';
}
