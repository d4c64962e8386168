/** The heading of the points: it takes the focus when they are there after all. */
export const POINTS_ID = "loyalty-points";
