/** Somebody at the sea, as a picture that needs no file. */
export const PORTRAIT = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#8ec5bd"/>' +
    '<circle cx="70" cy="26" r="12" fill="#e9a23b"/><path d="M0 66c24-8 40 6 96-2v32H0z" fill="#0a5f57"/>' +
    '<circle cx="44" cy="44" r="15" fill="#f0d3b8"/><path d="M16 96c2-24 14-34 28-34s26 10 28 34z" fill="#fbeed7"/></svg>',
)}`;
