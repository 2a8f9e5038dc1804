import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { awsClients } from "../../../src/delivery/aws/clients";
import { down, findSandbox, reset, up } from "../../../src/delivery/sandbox";
import { isolateHome } from "./fake-emulator";

const bucket = { Bucket: "kept" };
let home: ReturnType<typeof isolateHome>;

beforeAll(() => (home = isolateHome()));
afterAll(async () => {
  await reset();
  home.restore();
});

const s3 = async () => awsClients(await findSandbox(), "us-east-1").s3;

it("gives two callers at once the same emulator, keeps what it holds over a stop, and loses only what a kill interrupts", async () => {
  const [one, other] = await Promise.all([up(), up()]);
  expect(other.running.announcement).toEqual(one.running.announcement);
  await (await s3()).createBucket(bucket);

  expect((await down()).stopped).toBe(true);
  await expect(findSandbox()).rejects.toThrow("The sandbox is not running.");

  const restored = await up();
  expect(restored.state).toBe("restored");
  expect(restored.running.announcement.port).toBe(one.running.announcement.port);
  await (await s3()).headBucket(bucket);
  await (await s3()).createBucket({ Bucket: "lost" });

  process.kill(restored.running.announcement.pid, "SIGKILL");
  await sleep(200);
  await expect(findSandbox()).rejects.toThrow(/no longer answers\. Its last lines:\n[^]*s3 CreateBucket 200/);

  const again = await up();
  expect(again.warnings.join()).toContain("killed before it could save");
  expect((await (await s3()).listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual(["kept"]);
});

it("names a fixed port that another program has", async () => {
  await down();
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address() as AddressInfo;
  await expect(up({ port })).rejects.toThrow(
    `Port ${port} cannot be used: Cannot listen: 127.0.0.1:${port}: Address already in use.`,
  );
  other.close();
});
