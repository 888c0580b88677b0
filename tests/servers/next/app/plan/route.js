import { store } from "../records.js";

export async function PUT(request) {
  const stored = await store(await request.text());
  return new Response(stored.body, { status: stored.status, headers: { "Content-Type": stored.headers.get("Content-Type") } });
}
