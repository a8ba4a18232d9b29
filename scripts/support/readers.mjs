// Finds the programs with which the tests read again what Passerelle writes, or installs them.
import { Stop, say } from './console.mjs';
import { run, tryRun } from './run.mjs';

const modules = ['vobject', 'icalendar', 'docx', 'openpyxl'];
const programs = ['qpdf', 'pdftotext', 'pdfinfo'];
const packages = ['python3-vobject', 'python3-icalendar', 'python3-docx', 'python3-openpyxl', 'qpdf', 'poppler-utils'];
const office = ['libreoffice-writer-nogui'];

/** @param {string} program @param {string[]} args @returns {Promise<boolean>} whether it is there and does it */
const works = (program, args) => tryRun(program, args).then(({ code }) => code === 0, () => false);

/** Debian's own Python first: its packages are not seen by another. @returns {Promise<string | undefined>} */
async function findPython() {
  for (const python of [process.env.READERS_PYTHON, '/usr/bin/python3', 'python3']) {
    if (python && (await works(python, ['-c', `import ${modules.join(', ')}`]))) return python;
  }
  return undefined;
}

/** @returns {Promise<string | undefined>} the Python that reads files again, when all the programs are there */
export async function findReaders() {
  for (const program of programs) if (!(await works(program, [program === 'qpdf' ? '--version' : '-v']))) return undefined;
  return findPython();
}

/** @returns {Promise<string>} the Python that reads files again @throws {Stop} when something is missing and cannot be installed */
export async function installReaders() {
  await install(packages);
  const found = await findReaders();
  if (found === undefined) throw missing(packages);
  return found;
}

/** @returns {Promise<boolean>} whether LibreOffice is there */
export const findOffice = () => works('soffice', ['--version']);

/** Installs LibreOffice's word processor, without windows (280 MB). @throws {Stop} */
export async function installOffice() {
  await install(office);
  if (!(await findOffice())) throw missing(office);
}

/** @param {string[]} names of Debian packages */
async function install(names) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !(await works('apt-get', ['--version']))) throw missing(names);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
}

/** @param {string[]} names of Debian packages */
const missing = (names) =>
  new Stop(
    say(
      `Des programmes qui relisent les fichiers manquent : installez ${names.join(', ')} (noms de Debian), puis relancez.`,
      `Programs that read the files again are missing: install ${names.join(', ')} (names in Debian), then run this again.`,
    ),
  );
