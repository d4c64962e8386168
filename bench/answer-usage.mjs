import cluster from "node:cluster";

/* Preloaded into a measured server, of whatever version: tells its parent how much processor time and memory it has used. */

// To a worker the parent is the process that started it, which does not ask and which it must not outlive.
if (!cluster.isWorker) {
  process.on("message", () => process.send?.({ ...process.cpuUsage(), ...process.memoryUsage() }));
  process.channel?.unref();
}
