import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkAddresses, readLock, writeLock } from "../../../src/delivery/addresses";
import { compareAddresses, updatedLock, type LockedAddress } from "../../../src/delivery/addresses/compare";
import { renderComparison } from "../../../src/delivery/addresses/render";
import type { ResourceEntry, Stack, TerraformDocument } from "../../../src/delivery/synth";

const locked = (address: string): LockedAddress => ({ address, type: address.split(".")[0]!, constructPath: address });
const entry = (address: string): ResourceEntry => ({ ...locked(address), body: {} });

describe("comparing with the address lock", () => {
  it("finds nothing when nothing changed", () => {
    const same = ["aws_kms_key.a", "aws_route.b"];
    expect(compareAddresses(same.map(locked), same.map(entry), [])).toEqual({
      lost: [],
      removed: [],
      added: [],
      moved: [],
    });
  });

  it("calls a stateful address lost that vanished without a move", () => {
    const { lost, added } = compareAddresses([locked("aws_kms_key.a")], [entry("aws_kms_key.b")], []);
    expect(lost.map(({ address }) => address)).toEqual(["aws_kms_key.a"]);
    expect(added.map(({ address }) => address)).toEqual(["aws_kms_key.b"]);
  });

  it("only reports other addresses that vanished", () => {
    const { lost, removed } = compareAddresses([locked("aws_route.a")], [], []);
    expect(lost).toEqual([]);
    expect(removed.map(({ address }) => address)).toEqual(["aws_route.a"]);
  });

  it("follows a move, several renames long", () => {
    const moves = [
      { from: "aws_kms_key.a", to: "aws_kms_key.b" },
      { from: "aws_kms_key.b", to: "aws_kms_key.c" },
    ];
    const result = compareAddresses([locked("aws_kms_key.a")], [entry("aws_kms_key.c")], moves);
    expect(result).toMatchObject({ lost: [], moved: [{ from: "aws_kms_key.a", to: "aws_kms_key.c" }] });
  });

  it("does not trust a move to an address that is not synthesized, nor one in circles", () => {
    const circle = [
      { from: "aws_kms_key.a", to: "aws_kms_key.b" },
      { from: "aws_kms_key.b", to: "aws_kms_key.a" },
    ];
    expect(compareAddresses([locked("aws_kms_key.a")], [], circle).lost).toHaveLength(1);
    expect(compareAddresses([locked("aws_kms_key.a")], [], [circle[0]!]).lost).toHaveLength(1);
  });

  it("does not call a retired address lost again", () => {
    expect(compareAddresses([{ ...locked("aws_kms_key.a"), retired: true }], [], []).lost).toEqual([]);
  });
});

describe("the updated lock", () => {
  it("is sorted, and keeps what went as retired, because a state may still hold it", () => {
    const result = updatedLock([locked("aws_route.z")], [entry("aws_vpc.b"), entry("aws_eip.a")]);
    expect(result.map(({ address, retired }) => [address, retired])).toEqual([
      ["aws_eip.a", undefined],
      ["aws_route.z", true],
      ["aws_vpc.b", undefined],
    ]);
  });

  it("takes an address that came back out of retirement", () => {
    expect(updatedLock([{ ...locked("aws_vpc.a"), retired: true }], [entry("aws_vpc.a")])).toEqual([
      locked("aws_vpc.a"),
    ]);
  });
});

describe("a lock file", () => {
  const adoption = mkdtempSync(join(tmpdir(), "estate-adoption-"));
  afterAll(() => rmSync(adoption, { recursive: true }));
  const stack = (resource: TerraformDocument["resource"]): Stack => ({
    name: "omnirapeutic-dev",
    folder: "",
    digest: "",
    document: { resource },
  });
  const key = { "//": { metadata: { path: "omnirapeutic-dev/keys/aurora/Resource" } } };

  it("does not exist at first, and then holds each address with its construct path on a line of its own", () => {
    expect(readLock("omnirapeutic-dev", adoption)).toEqual([]);
    const file = writeLock(stack({ aws_kms_key: { keys_aurora: key }, aws_eip: { a: {} } }), adoption);
    expect(readFileSync(file, "utf8").split("\n")).toEqual([
      "[",
      '  {"address":"aws_eip.a","constructPath":"aws_eip.a","type":"aws_eip"},',
      '  {"address":"aws_kms_key.keys_aurora","constructPath":"keys/aurora","type":"aws_kms_key"}',
      "]",
      "",
    ]);
  });

  it("is compared with what is synthesized and with the system's move ledger", () => {
    expect(checkAddresses(stack({}), "omnirapeutic", adoption).lost).toHaveLength(1);
    mkdirSync(join(adoption, "moves"));
    const move = { from: "aws_kms_key.keys_aurora", to: "aws_kms_key.aurora", date: "2026-01-01", reason: "shorter" };
    writeFileSync(join(adoption, "moves", "omnirapeutic.json"), JSON.stringify([move]));
    expect(checkAddresses(stack({ aws_kms_key: { aurora: {} } }), "omnirapeutic", adoption)).toMatchObject({
      lost: [],
      moved: [{ to: "aws_kms_key.aurora" }],
    });
  });

  it("differs in words that name each address", () => {
    const text = renderComparison("omnirapeutic-dev", {
      lost: [locked("aws_kms_key.a")],
      removed: [],
      added: [locked("aws_eip.b")],
      moved: [],
    });
    expect(text).toContain("omnirapeutic-dev: 2 addresses differ from the lock");
    expect(text).toContain("LOST    aws_kms_key.a");
    expect(renderComparison("x", { lost: [], removed: [], added: [], moved: [] })).toBe("x: as locked");
  });
});
