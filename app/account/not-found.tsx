import { MissingPage } from "@/app/missing-page";

export default function AccountNotFound() {
  return <MissingPage />;
}
