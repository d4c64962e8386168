/** An account number as people read it aloud: digits in groups of four, anything else as it is. */
export function groupedNumber(accountNumber: string): string {
  return /^\d{7,}$/.test(accountNumber) ? accountNumber.replaceAll(/(\d{4})(?=\d)/g, "$1 ") : accountNumber;
}
