import { AsyncResource } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Logger } from "pino";

/*
 * Lets in as many requests at once as the process can answer soon, each class under a bound of its own, so that rendering
 * pages cannot starve the API. Who comes beyond waits for a moment and is then refused, which costs next to nothing.
 */

/** `health` is what probes ask; nothing keeps them out. */
export type RequestClass = "api" | "pages" | "files" | "health";
export type BoundedClass = Exclude<RequestClass, "health">;

export type AdmissionSettings = {
  /** Of each class, how many requests are worked on at once. */
  inFlight: Record<BoundedClass, number>;
  /** How long one may wait for its turn. */
  waitMs: number;
  /** Past it, pages and the API are refused at once; 0 for never. */
  eventLoopDelayMs: number;
};

type Ways = { serve(): void; refuse(): void };

export type Admission = {
  /** Calls one of the two: at once, or within the wait. Neither, if the client goes away before. */
  admit(wanted: BoundedClass, request: IncomingMessage, response: ServerResponse, ways: Ways): void;
  stop(): void;
};

/** Files as proxy.ts knows them. */
const FILE = /^\/_next\/|\.(?:svg|png|ico|js|json|woff2|txt|webmanifest)$/;

/** What a request asks for. @param address its path in the API, if it has one there */
export function classOf(pathname: string, address: string | null): RequestClass {
  if (address?.startsWith("/health/")) return "health";
  // Pictures of people are read from the storage, behind a session.
  if (address !== null || pathname.startsWith("/media/")) return "api";
  return FILE.test(pathname) ? "files" : "pages";
}

/** For each that is worked on, so many may wait. */
const WAITING_PER_PLACE = 2;

/** @param log told of refusals, at most once in ten seconds */
export function createAdmission({ inFlight, waitMs, eventLoopDelayMs }: AdmissionSettings, log: Logger): Admission {
  const gates = {
    api: createGate(inFlight.api, waitMs),
    pages: createGate(inFlight.pages, waitMs),
    files: createGate(inFlight.files, waitMs),
  };
  const delay = watchEventLoop(eventLoopDelayMs);
  const refusals = countRefusals(log, delay);

  return {
    admit: (wanted, request, response, { serve, refuse }) => {
      const refuseCounted = () => {
        refusals.count(wanted);
        refuse();
      };
      // A page that was let in needs its files, which cost little.
      if (wanted !== "files" && delay.isTooLong()) return refuseCounted();
      gates[wanted](request, response, { serve, refuse: refuseCounted });
    },
    stop: () => {
      delay.stop();
      refusals.stop();
    },
  };
}

type Gate = (request: IncomingMessage, response: ServerResponse, ways: Ways) => void;

function createGate(places: number, waitMs: number): Gate {
  const inFlight = new Set<IncomingMessage>();
  /** In the order in which they came. */
  const waiting = new Set<() => void>();

  /** A body that is still arriving holds no place: who sends slowly keeps nobody out. */
  function hasPlace(): boolean {
    if (inFlight.size < places) return true;
    let taken = 0;
    for (const { complete } of inFlight) if (complete) taken++;
    return taken < places;
  }

  function letIn(request: IncomingMessage, response: ServerResponse, serve: () => void): void {
    inFlight.add(request);
    const leave = () => {
      if (!inFlight.delete(request)) return;
      for (const next of waiting) {
        if (!hasPlace()) return;
        next();
      }
    };
    // All is said: who reads it slowly keeps nobody out.
    response.once("prefinish", leave).once("close", leave);
    serve();
  }

  return (request, response, { serve, refuse }) => {
    if (hasPlace()) return letIn(request, response, serve);
    if (waiting.size >= places * WAITING_PER_PLACE) return refuse();
    const stopWaiting = () => {
      waiting.delete(next);
      clearTimeout(timer);
      response.off("close", stopWaiting);
    };
    // Called by whichever request leaves its place: bound, so that this one runs in its own async context all the same.
    const next = AsyncResource.bind(() => {
      stopWaiting();
      letIn(request, response, serve);
    });
    const timer = setTimeout(() => {
      stopWaiting();
      refuse();
    }, waitMs);
    response.once("close", stopWaiting);
    waiting.add(next);
  };
}

const WINDOW_MS = 500;

type EventLoopWatch = { isTooLong(): boolean; milliseconds(): number; stop(): void };

/** A few long tasks, such as those of a process that has just started, are no overload. */
const WINDOWS = 3;

/** The mean must be past the bound in several windows in a row. */
function watchEventLoop(maxMs: number): EventLoopWatch {
  const histogram = monitorEventLoopDelay();
  let means: number[] = Array(WINDOWS).fill(0);
  histogram.enable();
  const timer = setInterval(() => {
    means = [histogram.count > 0 ? histogram.mean / 1e6 : 0, ...means.slice(0, -1)];
    histogram.reset();
  }, WINDOW_MS);
  timer.unref();
  return {
    isTooLong: () => maxMs > 0 && Math.min(...means) > maxMs,
    milliseconds: () => Math.round(means[0] ?? 0),
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

const TOLD_EVERY_MS = 10_000;

function countRefusals(log: Logger, delay: EventLoopWatch) {
  let refused: Partial<Record<RequestClass, number>> = {};
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    log.warn({ refused, eventLoopDelayMs: delay.milliseconds() }, "refused requests beyond capacity");
    refused = {};
  };
  return {
    count: (wanted: RequestClass) => {
      refused[wanted] = (refused[wanted] ?? 0) + 1;
      timer ??= setTimeout(tell, TOLD_EVERY_MS).unref();
    },
    stop: () => {
      clearTimeout(timer);
      if (timer) tell();
    },
  };
}
