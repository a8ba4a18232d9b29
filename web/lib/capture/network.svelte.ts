import { browser } from '$app/env';

let isOnline = $state(browser ? navigator.onLine : true);
if (browser) {
  addEventListener('online', () => (isOnline = true));
  addEventListener('offline', () => (isOnline = false));
}

/** Whether the machine has a network at all; an answer that fails says the rest. */
export const network = {
  get online() {
    return isOnline;
  },
};
