// A trust as the portal knows it when people sign in: a certified OpenID Connect provider, and a portal that uses it, each on a port of
// its own. Whoever signs in is called what they type; the roles and teams of an account are below.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";
// @ts-expect-error It brings no types.
import Provider from "oidc-provider";

/** By what is typed as login. */
const ACCOUNTS: Record<string, object> = {
  sam: { name: "Sam Worker", role: "care_coordinator", teams: ["north"] },
  kim: { name: "Kim Elsewhere", role: "care_coordinator", teams: ["south"] },
  alex: { name: "Alex Office", role: "administrator", teams: ["north"] },
  guest: { name: "Guest" },
};

async function free(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Provider and portal: `issuer` and `portal` are their addresses, on different sites. */
export class Trust {
  constructor(readonly issuer: string, readonly portal: string, private server: Server, private child: ChildProcess, readonly printed: string[]) {}

  static async start(more: string[] = []): Promise<Trust> {
    const port = await free();
    const portal = `http://127.0.0.1:${port}`;
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    const printed: string[] = [];
    const provider = new Provider(issuer, {
      clients: [{
        client_id: "portal",
        client_secret: "not a secret: of this test",
        redirect_uris: [`${portal}/sign-in/callback`],
        post_logout_redirect_uris: [`${portal}/`],
        backchannel_logout_uri: `${portal}/sign-in/back-channel`,
        backchannel_logout_session_required: true,
      }],
      claims: { openid: ["sub", "role", "teams"], profile: ["name"] },
      conformIdTokenClaims: false,
      features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
      findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
      cookies: { keys: ["of this test"] },
      // Its own asks nobody on this machine.
      fetch: (url: string, { method, headers, body, signal }: RequestInit) => fetch(url, { method, headers, body, signal }),
    });
    provider.on("backchannel.error", (_: unknown, error: any) => printed.push(`back-channel: ${error} ${error.cause ?? ""}`));
    server.on("request", provider.callback());
    const folder = mkdtempSync(join(tmpdir(), "coplan-sign-in-"));
    const secret = join(folder, "secret");
    writeFileSync(secret, "not a secret: of this test\n");
    const options = [
      "serve", "--port", `${port}`, "--db", join(folder, "portal.db"), "--dist", "../../dist", "--www", "../../www",
      "--examples", "../fixtures", "--oidc", issuer, "--oidc-client", "portal", "--oidc-secret-file", secret, "--origin", portal, ...more,
    ];
    const child = spawn("../../target/debug/coplan", options, { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "pipe"] });
    child.stderr.on("data", (data) => printed.push(String(data)));
    const [line] = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => [printed.join("")])]);
    if (!String(line).includes(portal)) throw new Error(`the portal did not start: ${line}`);
    return new Trust(issuer, portal, server, child, printed);
  }

  async stop() {
    this.child.kill();
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Signs in on whatever page asks for it. */
  async signIn(page: Page, login: string) {
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator("[name=login]").fill(login);
    await page.locator("[name=password]").fill("anything");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
  }

  /** Ends the session at the provider, as another program of the trust does: the provider tells the portal. */
  async endAtProvider(page: Page) {
    await page.goto(`${this.issuer}/session/end`);
    await page.getByRole("button", { name: "Yes, sign me out" }).click();
    await page.getByText("Sign-out Success").waitFor();
  }
}
