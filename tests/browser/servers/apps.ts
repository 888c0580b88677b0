// Applications of frameworks that render pages on a server, each with the ports and the command that it is started by.

const records = Number(process.env.COPLAN_PORT ?? 8381);

/** Where all of them keep their documents, each under the name of its folder. */
export const RECORDS = `http://127.0.0.1:${records}`;

/** Each is a folder of `tests/servers`; its version is that of the package which is named. */
const ALL = [
  { name: "React 18, rendered on a server", folder: "react-18", package: "react", start: "node server.mjs" },
  { name: "React 19, rendered on a server", folder: "react-19", package: "react", start: "node server.mjs" },
  { name: "Next.js", folder: "next", package: "next", start: "node node_modules/next/dist/bin/next start --hostname 127.0.0.1" },
  { name: "SvelteKit", folder: "sveltekit", package: "@sveltejs/kit", start: "node build" },
  { name: "Nuxt", folder: "nuxt", package: "nuxt", start: "node .output/server/index.mjs" },
  { name: "Angular, rendered on a server", folder: "angular", package: "@angular/core", start: "node dist/server/server.mjs" },
  { name: "Astro", folder: "astro", package: "astro", start: "node dist/server/entry.mjs" },
];

/** All of them, or those that `COPLAN_APPS` names. The server of the records has two ports of its own. */
export const APPS = ALL.map((app, at) => ({ ...app, port: records + 2 + at })).filter(
  ({ folder }) => !process.env.COPLAN_APPS || process.env.COPLAN_APPS.split(",").includes(folder),
);
