import { connection } from "next/server";

import { Plan } from "./Plan.jsx";
import { open } from "./records.js";

export default async function Page() {
  // Made for each visit, never when the application is built.
  await connection();
  return (
    <main>
      <Plan record={await open()} />
    </main>
  );
}
