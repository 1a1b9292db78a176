// A device that makes and uses passkeys, played by the browser.
import type { Person } from "./person";

/** Gives the browser an authenticator of its own, whose owner says yes to everything. */
export async function withAuthenticator(she: Person, hasPrf = true) {
  const browser = await she.page.context().newCDPSession(she.page);
  await browser.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2" as const,
    ctap2Version: "ctap2_1" as const,
    transport: "internal" as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
    hasPrf,
  };
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", { options });
  return async () => (await browser.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
}
