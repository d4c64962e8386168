import { ERRORS, type ErrorCode } from "@/lib/platform/errors";
import { englishText } from "./error-texts";

/** Every refusal there is, by status, with the English text. */
export function ErrorTable() {
  const codes = (Object.keys(ERRORS) as ErrorCode[]).sort((one, other) => ERRORS[one].status - ERRORS[other].status);
  return (
    <table className="mt-4 w-full text-sm">
      <thead className="max-sm:sr-only">
        <tr className="text-start text-xs text-ink-soft">
          <th scope="col" className="py-2 pe-4 text-start font-semibold">
            Status
          </th>
          <th scope="col" className="py-2 pe-4 text-start font-semibold">
            Code
          </th>
          <th scope="col" className="py-2 text-start font-semibold">
            Text
          </th>
        </tr>
      </thead>
      <tbody>
        {codes.map((code) => {
          const { status, shape } = ERRORS[code];
          return (
            <tr
              key={code}
              id={`error-${code}`}
              className="scroll-mt-36 border-t border-line align-baseline target:bg-accent-soft max-sm:grid max-sm:grid-cols-[3.25rem_minmax(0,1fr)] max-sm:py-2 lg:scroll-mt-20"
            >
              <td className="w-16 font-mono text-xs font-bold sm:py-2.5 sm:pe-4">{status}</td>
              <td className="sm:py-2.5 sm:pe-4">
                <code
                  className={`font-mono text-xs max-sm:break-all sm:whitespace-nowrap ${shape === "coded" ? "font-bold" : "text-ink-soft"}`}
                >
                  {code}
                </code>
              </td>
              <td className="text-xs text-ink-soft max-sm:col-start-2 sm:py-2.5">{englishText(code)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
