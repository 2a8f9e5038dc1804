import { X509Certificate } from "node:crypto";
import { DatabasePassword } from "../src/services/password";
import { parseCredentials, parsePassword } from "../src/services/secrets";
import { databaseTls } from "../src/services/tls";
import { scramVerifier } from "../src/utils/scram";

test("the authorities of Amazon RDS in both regions are known and valid for years", () => {
  const authorities = [databaseTls(undefined).ca].flat().map((text) => new X509Certificate(text as string));
  const soon = Date.now() + 5 * 365 * 86_400_000;
  for (const region of ["us-east-1", "us-west-2"]) {
    const found = authorities.find(({ subject }) => subject.includes(`CN=Amazon RDS ${region} Root CA RSA2048 G1`));
    expect(Date.parse(found?.validTo ?? "")).toBeGreaterThan(soon);
  }
});
test("a SCRAM verifier has PostgreSQL's form and refuses what would need SASLprep", () => {
  expect(scramVerifier("pencil")).toMatch(/^SCRAM-SHA-256\$4096:[^$]{24}\$[^:]{44}:.{44}$/);
  expect(() => scramVerifier("pässword")).toThrow("printable ASCII");
});
test("a password is read from bare text and from RDS' JSON", () => {
  expect(parsePassword("plain")).toBe("plain");
  expect(parsePassword('{"username":"m","password":"p"}')).toBe("p");
});
test("a broken credentials secret is refused without its content", () => {
  expect(() => parseCredentials("hunter2")).toThrow(/^The secret must be JSON/);
});
test("connections that find a rotated password together read the secret once", async () => {
  const readSecret = jest.fn(async () => '{"username":"app","password":"new"}');
  const password = new DatabasePassword("old", { secretArn: "arn", readSecret });
  await Promise.all([password.refresh(), password.refresh()]);
  expect(readSecret).toHaveBeenCalledTimes(1);
  expect(await password.current()).toBe("new");
  expect(await new DatabasePassword("old").refresh()).toBe(false);
});
