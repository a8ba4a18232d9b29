/** Where the arrows stop: suggestions and the lines to fill in, marked `data-stop`. */
const stopsIn = (within: HTMLElement): HTMLElement[] => [...within.querySelectorAll<HTMLElement>('[data-stop]')];

/** Moves the focus to the next or the previous stop. True when there was one. */
export function move(within: HTMLElement, from: EventTarget | null, step: 1 | -1): boolean {
  const stops = stopsIn(within);
  const here = from instanceof HTMLElement ? stops.findIndex((stop) => stop === from || stop.contains(from)) : -1;
  const next = stops[here + step];
  next?.focus();
  return next !== undefined;
}

/** Brings the focus in: to the first thing that waits for an answer. */
export function enter(within: HTMLElement): void {
  const stops = stopsIn(within);
  (stops.find((stop) => stop.dataset.stop === 'open') ?? stops[0] ?? within).focus();
}
