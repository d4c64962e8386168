import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { access } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Command } from "@commander-js/extra-typings";
import { parse as parseCsv } from "csv-parse";
import { z } from "zod";
import type { RowReport } from "@/lib/import/schema";
import { importCustomers, type SourceRow } from "@/lib/import/service";
import { OperatorError } from "@/lib/platform/errors";
import { action, argument, option } from "@/server/admin/command";

const fileName = z.string().min(1, "must name a file");
const sourceName = z.string().regex(/^[\w.-]{1,40}$/, "must have 1 to 40 letters, digits, dots, dashes or underscores");

/** Adds `import` and what can be imported. */
export function addImport(program: Command): void {
  const noun = program.command("import").description("moves in what another platform has");

  noun
    .command("customers")
    .description("take the customers of a CSV or JSON Lines file over; run again, it goes on where it was interrupted")
    .addArgument(argument("<file>", fileName, "a .csv file with a header, or a .jsonl file; see docs/moving-in.md"))
    .option("--dry-run", "only say what would be done")
    .option("--no-events", "let webhooks tell nobody of them")
    .addOption(option("--report <file>", fileName, "write what became of each row there, as JSON Lines"))
    .addOption(option("--source <name>", sourceName, "the platform they come from").default("import"))
    .action(
      action(async (deps, file, { dryRun: isDryRun = false, events: isTold, report: reportFile, source }) => {
        await access(file).catch(() => {
          throw new OperatorError(`${file} cannot be read.`);
        });
        const report = openReport(reportFile);
        const options = { source, isDryRun, isTold, report: report.write };
        const counts = await importCustomers(deps, readRows(file), options);
        await report.close();
        const done = isDryRun ? "Would import" : "Imported";
        return `${done} ${counts.imported}, unchanged ${counts.unchanged}, refused ${counts.refused}.`;
      }),
    );
}

/** @throws OperatorError for a file of another kind, and where a CSV file breaks off */
function readRows(file: string): AsyncGenerator<SourceRow> {
  if (file.endsWith(".csv")) return readCsv(file);
  if (file.endsWith(".jsonl") || file.endsWith(".ndjson")) return readJsonLines(file);
  throw new OperatorError(`${file} must end in .csv or .jsonl.`);
}

async function* readCsv(file: string): AsyncGenerator<SourceRow> {
  const parser = createReadStream(file).pipe(
    parseCsv({
      bom: true,
      columns: true,
      relax_column_count: false,
      skip_empty_lines: true,
      max_record_size: 1_048_576,
    }),
  );
  let row = 0;
  try {
    for await (const values of parser) yield { row: ++row, values };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("CSV_"))) throw error;
    throw new OperatorError(`${file} is no CSV after row ${row}: ${error.message}.`);
  }
}

async function* readJsonLines(file: string): AsyncGenerator<SourceRow> {
  let row = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") yield { row: ++row, values: objectOf(line) };
  }
}

function objectOf(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function openReport(file: string | undefined) {
  if (file === undefined) return { write: async () => {}, close: async () => {} };
  const stream = createWriteStream(file);
  return {
    async write(lines: readonly RowReport[]) {
      if (!stream.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))) await once(stream, "drain");
    },
    async close() {
      stream.end();
      await once(stream, "finish");
    },
  };
}
