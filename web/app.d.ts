import type { InteractionValues } from '#lib/interactions/form.ts';
import type { Session } from '#lib/session.ts';
import type { Preferences } from '#lib/preferences.ts';

declare global {
  namespace App {
    interface Locals {
      /** The person signed in, or null. Filled once a request by hooks.server.ts. */
      session: Session | null;
      preferences: Preferences;
      /** Cookies that the API set while this page was read: sent on with the page. */
      apiCookies: string[];
    }
    interface Error {
      /** What the person can do about it, when the API said. */
      detail?: string;
    }
    interface PageState {
      /** What a line said already, when the full form is opened from it. */
      log?: InteractionValues;
    }
  }
}

export {};
