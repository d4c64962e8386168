import { expect, test } from "vitest";
import { createOutageWatch } from "@/lib/platform/database/outage";
import { readableLog } from "@/lib/testing/log-lines";

const lost = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
const busy = Object.assign(new Error("canceling statement due to lock timeout"), { code: "55P03" });
const unique = Object.assign(new Error("no"), { code: "P2002" });

/** A watch with a clock that is moved by hand. */
function watched() {
  const { log, lines } = readableLog();
  let now = 0;
  const outage = createOutageWatch(log, () => now);
  return {
    isAway: outage.isAway,
    lines,
    /** Statements end so, one after the other, some milliseconds apart. */
    async end(error: Error | null, { times = 1, apart = 1 } = {}) {
      for (let each = 0; each < times; each++) {
        now += apart;
        const ended = outage.watch(async () => {
          if (error) throw error;
          return "rows";
        });
        if (error) await expect(ended).rejects.toBe(error);
        else expect(await ended).toBe("rows");
      }
    },
  };
}

test("a thousand statements without a database are one line, and its return another", async () => {
  const { end, lines, isAway } = watched();
  await end(lost, { times: 1000 });
  expect(isAway()).toBe(true);
  await end(null, { apart: 5000 });
  expect(isAway()).toBe(false);
  expect(lines()).toMatchObject([
    { level: 50, msg: "database is away", err: { errorCode: "ECONNREFUSED" } },
    { level: 30, msg: "database is back", seconds: 6, failures: 1000 },
  ]);
});

test("an outage that lasts is a line a minute, with how many statements it has cost", async () => {
  const { end, lines } = watched();
  await end(lost, { times: 181, apart: 1000 });
  expect(lines().map(({ msg, failures }) => [msg, failures])).toEqual([
    ["database is away", undefined],
    ["database is still away", 61],
    ["database is still away", 121],
    ["database is still away", 181],
  ]);
});

test("a success between failures is not its end", async () => {
  const { end, lines, isAway } = watched();
  for (let each = 0; each < 20; each++) {
    await end(lost);
    await end(null, { apart: 100 });
  }
  expect(isAway()).toBe(true);
  expect(lines()).toHaveLength(1);
});

test("a database that is busy, or refuses a row, is not away", async () => {
  const { end, lines, isAway } = watched();
  await end(busy);
  await end(unique);
  await end(null, { apart: 10_000 });
  expect(isAway()).toBe(false);
  expect(lines()).toEqual([]);
});
