/** The one form of an address: people type it in any case and with spaces around it. */
export const plainEmail = (typed: string): string => typed.trim().toLowerCase();
