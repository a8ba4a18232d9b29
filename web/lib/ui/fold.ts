const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a name has the letters typed, whatever their accents and case. */
export const foldedIncludes = (name: string, typed: string): boolean => fold(name).includes(fold(typed.trim()));
