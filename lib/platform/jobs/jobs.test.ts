import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { DAY_MS } from "@/lib/platform/dates";
import type { Db } from "@/lib/platform/db";
import { ATTEMPTS_IN_A_DAY, retryDelaySeconds } from "@/lib/platform/jobs/rules";
import {
  drainJobs,
  type JobHandler,
  type JobOutcome,
  type JobRegistry,
  LANES,
  type RunOutcome,
  runJob,
  scheduleRecurringJobs,
} from "@/lib/platform/jobs/service";
import { completeJob, deleteDeadJobs, enqueueJob, type Job } from "@/lib/platform/jobs/store";
import { drainSoon, startJobWorker } from "@/lib/platform/jobs/worker";
import { passTime } from "@/lib/testing/challenges";
import { readableLog } from "@/lib/testing/log-lines";
import { eventually } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
const where = { kind: { startsWith: "test." } };
beforeEach(async () => {
  await shop.db.job.deleteMany({ where });
});

type TestDeps = { db: Db; log: Logger; jobs: JobRegistry<TestDeps> };
type Handle = (job: Job) => Promise<RunOutcome>;

/** Dependencies with one kind of job, and a log that can be read. */
function withHandler(handle: Handle, policy: Omit<JobHandler<TestDeps>, "run"> = {}) {
  const kind = `test.${randomUUID().slice(0, 8)}`;
  const log = readableLog();
  const jobs: JobRegistry<TestDeps> = { [kind]: { ...policy, run: (_deps, job) => handle(job) } };
  const deps: TestDeps = { db: shop.db, log: log.log, jobs };
  return { deps, kind, log, enqueue: (job: object = {}) => enqueueJob(shop.db, { kind, ...job }) };
}

const rows = () => shop.db.job.findMany({ where, orderBy: { id: "asc" } });
const secondsUntil = (time: Date | undefined) => Math.round(((time?.getTime() ?? 0) - Date.now()) / 1000);
/** As a killed process does: the claim stays. */
const die = () => new Promise<never>(() => {});

function blocker() {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { released, release };
}

describe("a job", () => {
  test("runs once with its payload and is gone", async () => {
    const ran: unknown[] = [];
    const { deps, enqueue } = withHandler(async (job) => {
      ran.push(job.payload);
      return "done";
    });
    await enqueue({ payload: { number: 1 } });
    expect(await drainJobs(deps)).toBe(1);
    expect(await drainJobs(deps)).toBe(0);
    expect(ran).toEqual([{ number: 1 }]);
    expect(await rows()).toEqual([]);
  });

  test("does not exist when the transaction that enqueued it fails", async () => {
    const { kind } = withHandler(async () => "done");
    const failing = shop.db.$transaction(async (transaction) => {
      await enqueueJob(transaction, { kind });
      throw new Error("planted by the test");
    });
    await expect(failing).rejects.toThrow("planted");
    expect(await rows()).toEqual([]);
  });

  test("is run however many there are, the longest due first", async () => {
    const ran: unknown[] = [];
    const { deps, enqueue } = withHandler(async (job) => {
      ran.push(job.id);
      return "done";
    });
    const ids: unknown[] = [];
    for (let index = 0; index < 25; index++) ids.push(await enqueue());
    expect(await drainJobs(deps)).toBe(25);
    expect(ran[0]).toBe(ids[0]);
    expect([...ran].sort()).toEqual(ids);
  });

  test("with a key exists once: the first stays, unless the newer replaces it", async () => {
    const { enqueue } = withHandler(async () => "done");
    const id = await enqueue({ key: "one", payload: { version: 1 } });
    expect(await enqueue({ key: "one", payload: { version: 2 } })).toBeNull();
    expect(await rows()).toMatchObject([{ id, payload: { version: 1 } }]);
    expect(await enqueue({ key: "one", payload: { version: 3 }, replaces: true })).toBe(id);
    expect(await enqueue({ key: "other" })).not.toBe(id);
    expect(await rows()).toMatchObject([{ id, payload: { version: 3 } }, { key: "other" }]);
  });

  test("ends in the transaction that makes its result true, or not at all", async () => {
    let fails = true;
    const { deps, enqueue } = withHandler((job) =>
      shop.db.$transaction<RunOutcome>(async (transaction) => {
        await completeJob(transaction, job);
        if (fails) throw new Error("planted by the test");
        return "completed";
      }),
    );
    const id = await enqueue();
    await drainJobs(deps);
    expect(await rows()).toMatchObject([{ id, attempts: 1, claimedUntil: null }]);
    fails = false;
    await passTime(shop, 60);
    expect(await drainJobs(deps)).toBe(1);
    expect(await rows()).toEqual([]);
  });

  test("that its own transaction has completed costs no further statement", async () => {
    const { deps, enqueue } = withHandler(async (job) => {
      await completeJob(shop.db, job);
      // Whatever else were asked of a database would throw.
      deps.db = {} as Db;
      return "completed";
    });
    expect(await runJob(deps, (await enqueue()) ?? 0n, 0)).toBe("done");
    expect(await rows()).toEqual([]);
  });

  test("of a kind that this instance does not know is left to those who do", async () => {
    const { deps } = withHandler(async () => "done");
    await enqueueJob(shop.db, { kind: "test.of-a-newer-version" });
    expect(await drainJobs(deps)).toBe(0);
    expect(await rows()).toMatchObject([{ attempts: 0, claim: null }]);
  });
});

describe("a job that fails", () => {
  test("waits 10 seconds, then twice as long each time, up to ten minutes", () => {
    const delays = Array.from({ length: 9 }, (_, index) => retryDelaySeconds(index + 1));
    expect(delays).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
    expect(retryDelaySeconds(5000)).toBe(600);
  });

  test("has about a day until its last attempt, where it has a last one", () => {
    const delays = Array.from({ length: ATTEMPTS_IN_A_DAY - 1 }, (_, index) => retryDelaySeconds(index + 1));
    expect(delays.reduce((sum, delay) => sum + delay, 0) / 3600).toBeCloseTo(24, 0);
  });

  test("is tried again when its time has come, and warns without its payload", async () => {
    let outcome: JobOutcome = { retry: "gateway_down", error: new Error("no route") };
    const { deps, enqueue, log } = withHandler(async () => outcome);
    await enqueue({ payload: { to: "jane@example.com" } });
    expect(await drainJobs(deps)).toBe(0);
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 1, claim: null, claimedUntil: null, lastError: "gateway_down" });
    expect(secondsUntil(row?.runAt)).toBeCloseTo(10, -1);
    expect(log.lines()).toMatchObject([
      { level: 40, attempts: 1, reason: "gateway_down", err: { message: "no route" } },
    ]);
    expect(log.text()).not.toContain("jane");
    outcome = "done";
    expect(await drainJobs(deps)).toBe(0);
    await passTime(shop, 10);
    expect(await drainJobs(deps)).toBe(1);
  });

  test("is given up after its last attempt: an error in the log, and a row with neither key nor payload", async () => {
    const { deps, enqueue, log } = withHandler(async () => ({ retry: "gateway_down" }), { maxAttempts: 2 });
    const id = await enqueue({ key: "one", payload: { to: "jane@example.com" } });
    await drainJobs(deps);
    await passTime(shop, 60);
    await drainJobs(deps);
    expect(log.lines().map(({ level }) => level)).toEqual([40, 50]);
    expect(await rows()).toMatchObject([
      { id, key: null, payload: {}, lastError: "gateway_down", deadAt: expect.any(Date) },
    ]);
    await passTime(shop, 86_400);
    expect(await drainJobs(deps)).toBe(0);
    expect(await enqueue({ key: "one" })).not.toBeNull();
  });

  test("for good is given up at once, and whoever waits for it learns why", async () => {
    const { deps, enqueue } = withHandler(async () => ({ giveUp: "refused" }));
    const id = (await enqueue({ key: "one" })) ?? 0n;
    expect(await runJob(deps, id, 0)).toEqual({ giveUp: "refused" });
    expect(await runJob(deps, id, 0)).toEqual({ giveUp: "refused" });
  });

  test("with a bug delays no other job, is reported to whoever waits, and counts as an attempt", async () => {
    const { deps, enqueue, log } = withHandler(
      async ({ key }) => {
        if (key === "broken") throw new TypeError("planted by the test");
        return "done";
      },
      { maxAttempts: 3 },
    );
    const id = (await enqueue({ key: "broken" })) ?? 0n;
    await enqueue({ key: "well" });
    expect(await drainJobs(deps)).toBe(1);
    expect(await rows()).toMatchObject([{ id, attempts: 1, claimedUntil: null, lastError: "TypeError" }]);
    await expect(runJob(deps, id, 0)).rejects.toThrow("planted");
    await expect(runJob(deps, id, 0)).rejects.toThrow("planted");
    expect(await runJob(deps, id, 0)).toEqual({ giveUp: "TypeError" });
    expect(log.lines().every(({ level }) => level === 50)).toBe(true);
  });

  test("and was given up is kept for a while, to be inspected", async () => {
    const { deps, enqueue } = withHandler(async () => ({ giveUp: "refused" }));
    await enqueue();
    await drainJobs(deps);
    await shop.db.job.updateMany({ data: { deadAt: new Date(Date.now() - 10 * DAY_MS) } });
    await deleteDeadJobs(shop.db, 11);
    expect(await rows()).toHaveLength(1);
    await deleteDeadJobs(shop.db, 9);
    expect(await rows()).toEqual([]);
  });
});

describe("several at once", () => {
  test("8 instances run each job once", async () => {
    const ran: unknown[] = [];
    const { deps, enqueue } = withHandler(async (job) => {
      ran.push(job.id);
      return "done";
    });
    const ids = await Promise.all(Array.from({ length: 12 }, () => enqueue()));
    const counts = await Promise.all(Array.from({ length: 8 }, () => drainJobs(deps)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect([...ran].sort()).toEqual([...ids].sort());
  });

  test("one process runs so many of a kind at once, however many drain it together", async () => {
    let [running, most] = [0, 0];
    const { released, release } = blocker();
    const { deps, kind, enqueue } = withHandler(async () => {
      most = Math.max(most, ++running);
      await released;
      running--;
      return "done";
    });
    for (let index = 0; index < 3 * LANES; index++) await enqueue();
    drainSoon(deps, [kind]);
    await eventually(async () => expect(running).toBe(LANES));
    for (let index = 0; index < 10; index++) drainSoon(deps, [kind]);
    release();
    await eventually(async () => expect(await rows()).toEqual([]));
    expect(most).toBe(LANES);
  });

  test("each queue of a kind has lanes of its own, as many as its handler says", async () => {
    const { released, release } = blocker();
    let running = 0;
    const { deps, kind } = withHandler(
      async (job) => {
        if (!job.kind.endsWith(":slow")) return "done";
        running++;
        await released;
        return "done";
      },
      { lanes: 2 },
    );
    for (let index = 0; index < 5; index++) {
      for (const queue of ["slow", "quick"]) await enqueueJob(shop.db, { kind: `${kind}:${queue}` });
    }
    const draining = drainJobs(deps);
    await eventually(async () => {
      expect((await rows()).map((row) => row.kind)).toEqual(Array(5).fill(`${kind}:slow`));
      expect(running).toBe(2);
    });
    release();
    expect(await draining).toBe(10);
  });

  test("one whose time had not come keeps the others of its queue from being tried in vain, and the log silent", async () => {
    const paused = { retry: "paused", afterSeconds: 60, isUntried: true } as const;
    const { deps, enqueue, log } = withHandler(async () => paused, { lanes: 1 });
    for (let index = 0; index < 5; index++) await enqueue();
    expect(await drainJobs(deps)).toBe(0);
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([1, 0, 0, 0, 0]);
    expect(log.lines()).toEqual([]);
  });

  test("what is committed while all lanes are about to end is looked at by one of them", async () => {
    const ran: unknown[] = [];
    const { deps, kind, enqueue } = withHandler(async (job) => {
      ran.push(job.key);
      return "done";
    });
    for (let index = 0; index < 40; index++) {
      await enqueue({ key: String(index) });
      drainSoon(deps, [kind]);
    }
    await eventually(async () => expect(ran).toHaveLength(40));
  });

  test("one that fails or hangs keeps the others of its kind waiting for no longer than its lane", async () => {
    const { deps, enqueue } = withHandler(async ({ key }) => (key === "hangs" ? die() : { retry: "planted" }));
    await enqueue({ key: "hangs" });
    for (let index = 0; index < 20; index++) await enqueue();
    void drainJobs(deps);
    await eventually(async () =>
      expect((await rows()).filter(({ lastError }) => lastError === "planted")).toHaveLength(20),
    );
  });

  test("waiting for a job that another instance runs ends with its outcome, or as busy", async () => {
    const { released, release } = blocker();
    const { deps, enqueue } = withHandler(async () => {
      await released;
      return "done";
    });
    const id = (await enqueue()) ?? 0n;
    const first = runJob(deps, id, 0);
    await eventually(async () => expect(await rows()).toMatchObject([{ claim: expect.any(String) }]));
    expect(await runJob(deps, id, 0)).toBe("busy");
    const waiting = runJob(deps, id, 10_000);
    release();
    expect(await Promise.all([first, waiting])).toEqual(["done", "done"]);
  });

  test("a job that hangs delays its own kind only", async () => {
    const slow = withHandler(die);
    const quick = withHandler(async () => "done");
    await slow.enqueue();
    await quick.enqueue();
    void drainJobs({ ...slow.deps, jobs: { ...slow.deps.jobs, ...quick.deps.jobs } });
    await eventually(async () => expect(await rows()).toMatchObject([{ kind: slow.kind }]));
  });

  describe("with fake timers", () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
    afterEach(() => void vi.useRealTimers());

    test("a killed process's job is due again when its lease is over", async () => {
      let handle: Handle = die;
      const { deps, enqueue } = withHandler((job) => handle(job));
      await enqueue();
      void drainJobs(deps);
      await eventually(async () => expect(await rows()).toMatchObject([{ attempts: 1 }]));
      handle = async () => "done";
      await passTime(shop, 15);
      expect(await drainJobs(deps)).toBe(0);
      await passTime(shop, 5);
      expect(await drainJobs(deps)).toBe(1);
    });

    test("a running job keeps its lease for as long as it takes", async () => {
      const { released, release } = blocker();
      const { deps, enqueue } = withHandler(async () => {
        await released;
        return "done";
      });
      await enqueue();
      const run = drainJobs(deps);
      await eventually(async () => expect(await rows()).toMatchObject([{ attempts: 1 }]));
      await passTime(shop, 15);
      vi.advanceTimersByTime(7000);
      await eventually(async () =>
        expect(secondsUntil((await rows())[0]?.claimedUntil ?? undefined)).toBeGreaterThan(15),
      );
      release();
      expect(await run).toBe(1);
    });

    test("a worker looks at once for what a request has committed, of every kind", async () => {
      const { deps, enqueue } = withHandler(async () => "done");
      const stop = startJobWorker(deps);
      await enqueue();
      drainSoon(deps, ["test.another-kind"]);
      await eventually(async () => expect(await rows()).toEqual([]));
      await stop();
    });

    test("a worker begins at once, polls every two seconds, and ends with what is under way", async () => {
      const { released, release } = blocker();
      const ran: unknown[] = [];
      const { deps, kind, enqueue } = withHandler(async (job) => {
        ran.push(job.key);
        if (job.key === "slow") await released;
        return "done";
      });
      await enqueue({ key: "first" });
      const stop = startJobWorker(deps);
      await eventually(async () => expect(await rows()).toEqual([]));
      await enqueue({ key: "slow" });
      // The lane of the first may be about to end.
      await eventually(async () => {
        vi.advanceTimersByTime(2000);
        expect(ran).toEqual(["first", "slow"]);
      });
      await enqueue({ key: "too late" });
      const stopped = stop();
      release();
      await stopped;
      expect(ran).toEqual(["first", "slow"]);
      expect(await rows()).toMatchObject([{ kind, key: "too late" }]);
    });
  });
});

describe("a job that is replaced while it runs", () => {
  test.each([
    ["done", "done", "done"],
    ["completed", "completed", "done"],
    ["failed", { retry: "gateway_down" }, { retry: "gateway_down" }],
    ["given up", { giveUp: "refused" }, { giveUp: "refused" }],
  ] as const)("runs again with the newer payload, also when the older is %s", async (_name, outcome, told) => {
    const ran: unknown[] = [];
    const { deps, enqueue } = withHandler(async (job) => {
      ran.push(job.payload);
      if (ran.length > 1) return "done";
      await enqueue({ key: "one", payload: { version: 2 }, replaces: true });
      // Nobody runs the newer beside the older.
      expect(await drainJobs(deps)).toBe(0);
      if (outcome === "completed") await completeJob(shop.db, job);
      return outcome;
    });
    const id = (await enqueue({ key: "one", payload: { version: 1 } })) ?? 0n;
    expect(await runJob(deps, id, 0)).toEqual(told);
    expect(await drainJobs(deps)).toBe(1);
    expect(ran).toEqual([{ version: 1 }, { version: 2 }]);
    expect(await rows()).toEqual([]);
  });
});

describe("a recurring job", () => {
  test("exists once, however many instances start, and rests after each run", async () => {
    let runs = 0;
    const { deps } = withHandler(
      async () => {
        runs++;
        return "done";
      },
      { everySeconds: 3600 },
    );
    await Promise.all([1, 2, 3].map(() => scheduleRecurringJobs(deps)));
    await Promise.all([1, 2, 3].map(() => drainJobs(deps)));
    expect(runs).toBe(1);
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 0, claim: null, claimedUntil: null });
    expect(secondsUntil(row?.runAt)).toBeCloseTo(3600, -2);
    expect(await drainJobs(deps)).toBe(0);
    await passTime(shop, 3600);
    expect(await drainJobs(deps)).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  test("is due at every start, but for one that another instance runs: that goes on alone", async () => {
    const seen: unknown[] = [];
    let runs = 0;
    const { deps } = withHandler(
      async (job) => {
        if (++runs === 2) {
          await scheduleRecurringJobs(deps);
          const [row] = await rows();
          seen.push(row?.claim === job.claim, await drainJobs(deps));
        }
        return "done";
      },
      { everySeconds: 3600 },
    );
    await scheduleRecurringJobs(deps);
    expect(await drainJobs(deps)).toBe(1);
    await scheduleRecurringJobs(deps);
    expect(await drainJobs(deps)).toBe(1);
    expect([runs, ...seen]).toEqual([2, true, 0]);
    expect(await rows()).toHaveLength(1);
  });

  test("that fails is tried again before its next turn", async () => {
    let outcome: JobOutcome = { retry: "planted" };
    const { deps } = withHandler(async () => outcome, { everySeconds: 3600 });
    await scheduleRecurringJobs(deps);
    await drainJobs(deps);
    outcome = "done";
    await passTime(shop, 10);
    expect(await drainJobs(deps)).toBe(1);
    expect(await rows()).toMatchObject([{ attempts: 0, lastError: null }]);
  });
});
