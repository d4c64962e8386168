export type Counts = { passed: number; failed: number; failures: string[]; flaky: string[] };
export function readVitestReport(report: unknown, root: string): Counts;
export function readPlaywrightReport(report: unknown): Counts;
