"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const AccountProof = onTouch(() => import("./account-proof").then(({ AccountProof: Part }) => Part));
export const LeaveSection = onTouch(() => import("./leave-section").then(({ LeaveSection: Part }) => Part));
export const Ledger = onTouch(() => import("./ledger").then(({ Ledger: Part }) => Part));
export const LinkForm = onTouch(() => import("./link-form").then(({ LinkForm: Part }) => Part));
export const AccountFailure = onTouch(() => import("./loyalty-failures").then(({ AccountFailure: Part }) => Part));
export const LedgerFailure = onTouch(() => import("./loyalty-failures").then(({ LedgerFailure: Part }) => Part));
/** Takes the focus, as what has just happened. */
export const LoyaltyNews = onTouch(
  () => import("./loyalty-news").then(({ LoyaltyNews: Part }) => Part),
  ({ news }) => news !== null,
);
export const MemberForm = onTouch(
  () => import("./member-form").then(({ MemberForm: Part }) => Part),
  ({ isPhoneTaken }) => isPhoneTaken,
);
export const PointsOutlook = onTouch(() => import("./points-outlook").then(({ PointsOutlook: Part }) => Part));
export const PointsPanel = onTouch(() => import("./points-panel").then(({ PointsPanel: Part }) => Part));
export const TierWay = onTouch(() => import("./tier-way").then(({ TierWay: Part }) => Part));
