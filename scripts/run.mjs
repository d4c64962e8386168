import { checkGround, fail, generate, install, run } from "./prepare.mjs";

/* Runs one of our TypeScript programs, with whatever it needs made ready first: `node scripts/run.mjs <file> …`. */

try {
  checkGround();
  await install();
  await generate();
  process.exitCode = await run(process.execPath, ["--import", "tsx", ...process.argv.slice(2)], { allowFailure: true });
} catch (error) {
  fail(error);
}
