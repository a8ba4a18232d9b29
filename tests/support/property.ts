import fc from 'fast-check';

// The same examples every time, so that a change is judged by what it changed. `PASSERELLE_SEED=$RANDOM npm test` looks
// for others; what it finds becomes an example of its own.
fc.configureGlobal({ seed: Number(process.env['PASSERELLE_SEED'] ?? 20_261_122) });
