import { buildForTests, checkEnvironment, fail, generate, install, run } from "./prepare.mjs";

/*
 * Runs one of our TypeScript programs, with whatever it needs made ready first: `node scripts/run.mjs [--built] <file> …`.
 * With `--built` the store is built, too.
 */

try {
  checkEnvironment();
  await install();
  await generate();
  const [first, ...rest] = process.argv.slice(2);
  const needsBuild = first === "--built";
  if (needsBuild) await buildForTests();
  process.exitCode = await run(process.execPath, ["--import", "tsx", ...(needsBuild ? rest : [first, ...rest])], {
    allowFailure: true,
  });
} catch (error) {
  fail(error);
}
