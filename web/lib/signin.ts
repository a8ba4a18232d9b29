import { navigating } from '$app/state';
import { signInPathFor } from '#lib/return-path.ts';

/** Browser only: the sign-in page that leads back to where the person is going. */
export function signInPath(): string {
  const target = navigating.to?.url ?? new URL(window.location.href);
  return signInPathFor(target);
}
