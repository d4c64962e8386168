import { nextAuthHandler } from "@/app/api/auth/next-auth-handler";

/* The browser's sign-in and sign-out. */
export const GET = nextAuthHandler("GET");
export const POST = nextAuthHandler("POST");
