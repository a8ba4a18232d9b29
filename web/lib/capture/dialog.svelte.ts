import type { Option } from '#lib/ui/option.ts';

let isOpen = $state(false);
let who = $state.raw<Option[]>([]);

/** The one capture field of the product, over whatever page one is on. */
export const captureDialog = {
  get open() {
    return isOpen;
  },
  set open(value: boolean) {
    isOpen = value;
  },
  /** The partner or person whose page one is on. */
  get who() {
    return who;
  },
  show(here: Option[] = []): void {
    who = here;
    isOpen = true;
  },
};
