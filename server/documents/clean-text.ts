/** Characters that XML 1.0 forbids (but tab and line feed), and the overrides that can turn a line of text around. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/g;

/** Text that every format can hold: well-formed, without control characters, tabs as spaces. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(forbidden, '');
}
