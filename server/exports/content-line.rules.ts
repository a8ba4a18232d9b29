/** What vCard 4.0 (RFC 6350) and iCalendar (RFC 5545) have in common: escaped texts, and lines folded at 75 octets. */

/** A text of a card that has no parts: its semicolons divide nothing, and programs keep a stroke before them (RFC 6350, 3.4). */
export const escapePlain = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\r\n|\r|\n/g, '\\n').replaceAll(',', '\\,').replace(/(?!\t)\p{Cc}/gu, '');

/** A text as a value of a calendar, or as a part of a value of a card. */
export const escapeText = (text: string): string => escapePlain(text).replaceAll(';', '\\;');

/** A line with its end; nothing when there is no value. Whatever the value, it is one line: nothing in it begins another. */
export function contentLine(property: string, value: string | null | undefined): string {
  const line = value?.replace(/(?!\t)\p{Cc}/gu, '');
  return line ? `${fold(`${property}:${line}`)}\r\n` : '';
}

/** An instant in UTC: 20260321T183000Z */
export const stampOf = (instant: string): string => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');

function fold(line: string): string {
  const parts: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      parts.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...parts, current].join('\r\n');
}
