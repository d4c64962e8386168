import type { ConsentReceiptResponse } from "@/lib/consents/schema";

const COLUMNS = ["id", "at", "channel", "old_value", "new_value", "source", "wording_version", "ip"] as const;

export function receiptsAsJson(receipts: ConsentReceiptResponse[]): Blob {
  return new Blob([JSON.stringify({ receipts }, null, 2)], { type: "application/json" });
}

/** The receipts as a table (RFC 4180); an answer never given is an empty cell. */
export function receiptsAsCsv(receipts: ConsentReceiptResponse[]): Blob {
  const rows = receipts.map((receipt) => COLUMNS.map((column) => cell(receipt[column])));
  return new Blob([[COLUMNS, ...rows].map((row) => `${row.join(",")}\r\n`).join("")], { type: "text/csv" });
}

function cell(value: string | number | boolean | null): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Downloads a file made in the browser. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not before the browser has started the download.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
