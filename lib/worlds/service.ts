import type { Deps } from "@/lib/deps";
import { instantText } from "@/lib/platform/dates";
import { AppError } from "@/lib/platform/errors";
import { durationMs } from "@/lib/worlds/rules";
import type { Fault, MoveClockBody, WorldResponse, WorldSeed } from "@/lib/worlds/schema";

/*
 * Worlds: shops beside the process's own, each with a database, a clock, limits, a mailbox, a programme and gateways of its
 * own, so that testers who work at once neither see nor disturb each other. What makes them stands in the server, which
 * loads it outside of production only.
 */

export type World = {
  readonly id: string;
  readonly seed: WorldSeed;
  /** All that a request in it works with; others after a reset. */
  readonly deps: Deps;
  /** What fails in it; whoever adds or takes away does so here. */
  readonly faults: Fault[];
  /** The next of those who are made for a test: 1, 2 and so on, the same in every world. */
  nextPersona(): number;
  /** Puts it back to how it began. */
  reset(): Promise<void>;
  end(): Promise<void>;
  /** Moves its time in code and database, and does what is due then. @param ahead milliseconds before the server's time */
  moveClock(ahead: number): Promise<void>;
};

export type Worlds = {
  /** @throws AppError `throttled` when there are as many as may be */
  create(seed: WorldSeed): Promise<World>;
  /** Null for one that there never was, or is no more. */
  find(id: string): World | null;
  /** Ends all of them. */
  close(): Promise<void>;
};

type WorldDeps = Pick<Deps, "worlds">;

/** @throws AppError `not_found` in production, `throttled` */
export async function createWorld({ worlds }: WorldDeps, seed: WorldSeed = "demo"): Promise<WorldResponse> {
  if (!worlds) throw new AppError("not_found");
  return toWorldResponse(await worlds.create(seed));
}

/** @throws AppError `not_found`, also in production */
export function getWorld({ worlds }: WorldDeps, id: string): World {
  const world = worlds?.find(id);
  if (!world) throw new AppError("not_found");
  return world;
}

/** @throws AppError `not_found` */
export async function endWorld(deps: WorldDeps, id: string): Promise<void> {
  await getWorld(deps, id).end();
}

/** @throws AppError `not_found` */
export async function resetWorld(deps: WorldDeps, id: string): Promise<WorldResponse> {
  const world = getWorld(deps, id);
  await world.reset();
  return toWorldResponse(world);
}

/** Moves a world's time; what is due by then is done before this returns. @throws AppError `not_found` */
export async function moveWorldClock(
  deps: WorldDeps,
  id: string,
  { advance, at }: MoveClockBody,
): Promise<WorldResponse> {
  const world = getWorld(deps, id);
  const ahead = world.deps.now().getTime() - Date.now();
  await world.moveClock(at ? at.getTime() - Date.now() : advance ? ahead + durationMs(advance) : 0);
  return toWorldResponse(world);
}

/** @returns all that are to happen @throws AppError `not_found` */
export function addFault(deps: WorldDeps, id: string, fault: Fault): Fault[] {
  const { faults } = getWorld(deps, id);
  faults.push({ ...fault });
  return faults;
}

/** From now on nothing fails. @throws AppError `not_found` */
export function clearFaults(deps: WorldDeps, id: string): void {
  getWorld(deps, id).faults.length = 0;
}

function toWorldResponse({ id, seed, deps }: World): WorldResponse {
  return { id, seed, now: instantText(deps.now()) };
}
