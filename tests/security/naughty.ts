/** What people paste, and what those who mean harm type: all of it is text, to be kept as it is. */
export const kept: Record<string, string> = {
  'a script': '<script>alert(1)</script>',
  'a picture that runs': `"><img src=x onerror=alert('é')>`,
  'an address that runs': 'javascript:alert(1)//https://exemple.org',
  'a template': '{{constructor.constructor("return 1")()}} ${7*7} #{7*7} <%= 7*7 %>',
  SQL: `'; DROP TABLE "Organization"; --`,
  'an FTS5 question': '"a" OR b* NEAR(c d) ^e -f {x}: (',
  'LIKE wildcards': '100% _x_ \\% [a-z]',
  'a formula': `=HYPERLINK("http://mal.example","clic")+cmd|' /C calc'!A0`,
  'right to left': '\u202Eمدينة كيبك\u202C עִירִיַּת קוויבק',
  'emoji': '👩🏽‍🚀👨‍👩‍👧‍👦🇨🇦 ✅ \u{1F468}\u200D\u{1F9B0}',
  'stacked accents': 'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
  'letters from everywhere': 'Łódź Tromsø Reykjavík Đà Nẵng ʻOkina Ærøskøbing ẞ 北京 東京 서울 Αθήνα Київ',
  'typography': '« L’été — 12 % »\u202F: “ok”…',
  'not composed': 'Que\u0301bec E\u0301te\u0301',
  'lines and tabs': 'première\nseconde\r\n\ttroisième',
  'invisible spaces': 'a\u200Bb\uFEFFc\u00ADd\u2028e\u2029f',
  'names of objects': '__proto__ constructor toString null undefined NaN',
  'a path': '../../../etc/passwd%00.png',
  'a header': 'x\r\nSet-Cookie: a=b',
  'a long line': 'é'.repeat(450),
};

/** What no screen, sheet or document can show: refused, with the field named. */
export const refused: Record<string, string> = {
  NUL: 'avant\u0000après',
  'half a character': 'avant\uD83Daprès',
  'the other half': '\uDE00',
  'halves the wrong way round': '\uDE00\uD83D',
};
