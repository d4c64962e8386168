import { MissingPage } from "@/app/missing-page";

export default function AuthNotFound() {
  return <MissingPage />;
}
