// One definition for every way of compiling the words: the Vite plugin, the command line and the scripts.
export default {
  outdir: './generated/paraglide',
  strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
  // One module a language: the server loads three files at its start instead of one for each message.
  outputStructure: 'locale-modules',
  emitReadme: false,
  emitPrettierIgnore: false,
};
