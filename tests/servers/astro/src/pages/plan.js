import { RECORD } from "../records.js";

export async function PUT({ request }) {
  const body = await request.text();
  const stored = await fetch(RECORD(), { method: "PUT", headers: { "Content-Type": "application/json" }, body });
  return new Response(stored.body, { status: stored.status, headers: { "Content-Type": stored.headers.get("Content-Type") } });
}
