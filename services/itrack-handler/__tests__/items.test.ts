import { Api } from "./support/calls";
import { Emulator } from "./support/emulator";

const emulator = new Emulator();
let api: Api;
let people = 0;
/** Nobody else's items are in the way. */
const somebody = () => `person-${++people}`;

beforeAll(async () => {
  api = new Api(await emulator.start());
});
afterAll(() => emulator.stop());
beforeEach(() => {
  api.now = new Date("2026-01-02T03:04:05.000Z");
});

async function create(sub: string, body: object = { title: "An item" }) {
  const { status, body: item } = await api.call("POST", "/api/items", { sub, body });
  expect(status).toBe(201);
  return item;
}

describe("POST /api/items", () => {
  it("makes an item of the caller and says where it is", async () => {
    const sub = somebody();
    const content = { title: "Tablets", details: "twice a day", status: "done", expiresAt: 2_000_000_000 };
    const answer = await api.call("POST", "/api/items", { sub, body: content });
    expect(answer).toMatchObject({
      status: 201,
      headers: { Location: `/api/items/${answer.body.id}` },
      body: { ...content, owner: sub, version: 1, createdAt: "2026-01-02T03:04:05.000Z" },
    });
    expect(answer.body.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect((await api.call("GET", `/api/items/${answer.body.id}`, { sub })).body).toEqual(answer.body);
  });

  it("begins open when nothing else is said, and takes a body in Base64", async () => {
    const body = Buffer.from('{"title":"Ünïcode"}').toString("base64");
    const answer = await api.call("POST", "/api/items", { sub: somebody(), raw: { body, isBase64Encoded: true } });
    expect(answer).toMatchObject({ status: 201, body: { title: "Ünïcode", status: "open" } });
  });
});

describe("GET /api/items", () => {
  it("lists own items alone, oldest first, page by page", async () => {
    const sub = somebody();
    await create(somebody());
    const titles = ["one", "two", "three"];
    for (const title of titles) {
      api.now = new Date(api.now.getTime() + 1000);
      await create(sub, { title });
    }
    const first = await api.call("GET", "/api/items", { sub, query: { limit: "2" } });
    expect(first.body.items.map(({ title }: { title: string }) => title)).toEqual(["one", "two"]);
    const second = await api.call("GET", "/api/items", { sub, query: { limit: "2", next: first.body.next } });
    expect(second.body.items.map(({ title }: { title: string }) => title)).toEqual(["three"]);
    expect(second.body).not.toHaveProperty("next");
  });

  it("answers an empty list to who has none", async () => {
    expect(await api.call("GET", "/api/items", { sub: somebody() })).toMatchObject({
      status: 200,
      body: { items: [] },
    });
  });
});

describe("whose items", () => {
  it("an admin reads those of others, and changes none", async () => {
    const sub = somebody();
    const { id } = await create(sub);
    const admin = { sub: somebody(), groups: "user,admin", query: { owner: sub } };
    expect((await api.call("GET", `/api/items/${id}`, admin)).body.owner).toBe(sub);
    expect((await api.call("GET", "/api/items", admin)).body.items).toHaveLength(1);
    expect((await api.call("DELETE", `/api/items/${id}`, admin)).status).toBe(400);
    const put = await api.call("PUT", `/api/items/${id}`, { ...admin, body: { title: "x", version: 1 } });
    expect(put.status).toBe(400);
  });

  it("anybody else reads own ones only", async () => {
    const sub = somebody();
    const { id } = await create(sub);
    for (const path of ["/api/items", `/api/items/${id}`]) {
      expect((await api.call("GET", path, { sub: somebody(), query: { owner: sub } })).status).toBe(403);
      expect((await api.call("GET", path, { sub, query: { owner: sub } })).status).toBe(200);
    }
    const stranger = { sub: somebody() };
    expect((await api.call("GET", `/api/items/${id}`, stranger)).status).toBe(404);
    expect((await api.call("DELETE", `/api/items/${id}`, stranger)).status).toBe(404);
    const put = await api.call("PUT", `/api/items/${id}`, { ...stranger, body: { title: "x", version: 1 } });
    expect(put.status).toBe(404);
    expect((await api.call("GET", `/api/items/${id}`, { sub })).body.title).toBe("An item");
  });
});

describe("PUT /api/items/{id}", () => {
  it("replaces the whole content and counts the version", async () => {
    const sub = somebody();
    const { id, createdAt } = await create(sub, { title: "Old", details: "gone", expiresAt: 2_000_000_000 });
    api.now = new Date("2026-01-02T04:00:00.000Z");
    const answer = await api.call("PUT", `/api/items/${id}`, {
      sub,
      body: { title: "New", status: "done", version: 1 },
    });
    const changed = { owner: sub, id, title: "New", status: "done", version: 2, createdAt };
    expect(answer).toMatchObject({ status: 200, body: { ...changed, updatedAt: "2026-01-02T04:00:00.000Z" } });
    for (const gone of ["details", "expiresAt"]) expect(answer.body).not.toHaveProperty(gone);
    expect((await api.call("GET", `/api/items/${id}`, { sub })).body).toEqual(answer.body);
  });

  it("refuses an older version: of two changes at once the first one holds", async () => {
    const sub = somebody();
    const { id } = await create(sub);
    const put = (title: string) => api.call("PUT", `/api/items/${id}`, { sub, body: { title, version: 1 } });
    expect((await put("first")).status).toBe(200);
    expect(await put("second")).toMatchObject({ status: 409, body: { error: { code: "version_conflict" } } });
    expect((await api.call("GET", `/api/items/${id}`, { sub })).body.title).toBe("first");
  });
});

describe("DELETE /api/items/{id}", () => {
  it("deletes, once", async () => {
    const sub = somebody();
    const { id } = await create(sub);
    expect(await api.call("DELETE", `/api/items/${id}`, { sub })).toMatchObject({ status: 204, body: undefined });
    expect((await api.call("DELETE", `/api/items/${id}`, { sub })).status).toBe(404);
    expect((await api.call("GET", `/api/items/${id}`, { sub })).status).toBe(404);
  });
});

describe("an item that expired", () => {
  it("is gone for every operation, though DynamoDB still has it", async () => {
    const sub = somebody();
    const { id } = await create(sub, { title: "Short", expiresAt: Math.floor(api.now.getTime() / 1000) + 60 });
    expect((await api.call("GET", `/api/items/${id}`, { sub })).status).toBe(200);
    api.now = new Date(api.now.getTime() + 60_000);
    expect((await api.call("GET", `/api/items/${id}`, { sub })).status).toBe(404);
    expect((await api.call("GET", "/api/items", { sub })).body.items).toEqual([]);
    const put = await api.call("PUT", `/api/items/${id}`, { sub, body: { title: "x", version: 1 } });
    expect(put.status).toBe(404);
    expect((await api.call("DELETE", `/api/items/${id}`, { sub })).status).toBe(404);
  });
});

describe("GET /health", () => {
  it("needs no token and names what it depends on", async () => {
    const answer = await api.call("GET", "/health", { sub: undefined });
    expect(answer).toMatchObject({ status: 200, body: { status: "ok", dependencies: { dynamodb: "reachable" } } });
  });
});
