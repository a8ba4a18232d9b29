/** What vCard 4.0 (RFC 6350) and iCalendar (RFC 5545) have in common: escaped texts, and lines folded at 75 octets. */

/** A text as a value. */
export const escapeText = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\r\n|\r|\n/g, '\\n').replace(/[,;]/g, (sign) => `\\${sign}`).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** A line with its end; nothing when there is no value. */
export function contentLine(property: string, value: string | null | undefined): string {
  return value ? `${fold(`${property}:${value}`)}\r\n` : '';
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
