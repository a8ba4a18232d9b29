// Completes package-lock.json with the optional platform packages that this registry does not carry.
//
// npm writes no lock entry for an optional package that it could not find, and then `npm ci` refuses its own lock
// (« Missing: … from lock file »). An entry that names the version, the system and the processor is enough: `npm ci`
// skips it on every other machine. Run after `npm install <package>`: node scripts/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
/** @type {Record<string, string>} */
const LIBCS = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

/**
 * @param {{ packages: Record<string, any> }} lock the parsed lock file
 * @returns {{ path: string, version: string, dev: boolean }[]} optional dependencies that have no entry in the lock
 */
export function missingEntries(lock) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`;
      const hoisted = `node_modules/${name}`;
      if (lock.packages[nested] === undefined && lock.packages[hoisted] === undefined) {
        missing.set(hoisted, { path: hoisted, version: String(version), dev: entry.dev === true });
      }
    }
  }
  return [...missing.values()];
}

/**
 * @param {{ path: string, version: string, dev: boolean }} missing
 * @returns {Record<string, unknown> | undefined} the entry, or undefined when the name does not tell a platform
 */
export function platformEntry({ path, version, dev }) {
  const words = path.split('/').at(-1)?.split('-') ?? [];
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = Object.keys(LIBCS).filter((name) => words.includes(name)).map((name) => LIBCS[name]);
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+/.test(version)) return undefined;
  return { version, cpu, ...(dev && { dev }), ...(libc.length > 0 && os[0] === 'linux' && { libc }), optional: true, os };
}

function main() {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = [];
  for (const missing of missingEntries(lock)) {
    const entry = platformEntry(missing);
    if (entry === undefined) continue;
    lock.packages[missing.path] = entry;
    added.push(missing.path.replace('node_modules/', ''));
  }
  if (added.length > 0) {
    lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
  for (const name of added) console.log(`+ ${name}`);
  console.log(`✓ package-lock.json: ${added.length} added, ${missingEntries(lock).length} still missing`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
